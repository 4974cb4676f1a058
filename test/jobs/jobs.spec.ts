import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Jobs } from '../../src/platform/jobs/jobs.js';
import { JobQueues } from '../../src/platform/jobs/job-queues.js';
import { OverdueVitals } from '../../src/clinical/observations/overdue-vitals.js';
import { EmptyBags } from '../../src/clinical/doses/empty-bags.js';
import { anAdmission } from '../support/builders.js';
import { later } from '../support/days.js';
import { sourceFiles } from '../support/sources.js';
import { startBeside } from '../support/processes.js';
import { startWorld, type World } from '../support/world.js';

let world: World;
let jobs: Jobs;
beforeAll(async () => {
  world = await startWorld({ METRICS: 'open' });
  jobs = world.app.get(Jobs, { strict: false });
});
afterAll(() => world?.close());

const metric = async (name: string, labels: string) =>
  Number(new RegExp(`^${name}\\{${labels}\\} (\\S+)$`, 'm').exec((await world.anonymous.get('/metrics')).text)?.[1]);

describe('A job', () => {
  it('is counted by what became of it, and its failure harms nobody', async () => {
    let runs = 0;
    const job = {
      name: 'sometimes',
      everyMs: 3_600_000,
      by: 'process' as const,
      work: () => (++runs === 2 ? Promise.reject(new Error('Nguyễn Văn A')) : Promise.resolve()),
    };
    for (let run = 1; run <= 3; run++) await jobs.run(job);
    expect(await metric('job_runs_total', 'job="sometimes",outcome="done"')).toBe(2);
    expect(await metric('job_runs_total', 'job="sometimes",outcome="failed"')).toBe(1);
    expect(await metric('job_last_success_timestamp_seconds', 'job="sometimes"')).toBeGreaterThan(1e9);
  });

  it('is not begun again while it runs', async () => {
    let runs = 0;
    const { promise: until, resolve: finish } = Promise.withResolvers<undefined>();
    const job = {
      name: 'long',
      everyMs: 3_600_000,
      by: 'process' as const,
      work: async () => {
        runs++;
        await until;
      },
    };
    const both = [jobs.run(job), jobs.run(job)];
    finish(undefined);
    await Promise.all(both);
    expect(runs).toBe(1);
  });

  it('of the hospital is done by one process of all, which sends its next run', async () => {
    const beside = await startBeside(world);
    try {
      let runs = 0;
      const job = {
        name: 'shared',
        everyMs: 3_600_000,
        by: 'hospital' as const,
        work: () => {
          runs++;
          return Promise.resolve();
        },
      };
      const both = [world.app, beside].map((app) => app.get(Jobs, { strict: false }));
      for (const one of both) one.schedule(job);
      const queues = [world.app, beside].map((app) => app.get(JobQueues, { strict: false }));
      // As every process does when it starts.
      for (const one of queues) await one.send('recurring', { name: 'shared' }, { key: 'shared' });
      await Promise.all(queues.map((one) => one.workOff('recurring')));
      expect(runs).toBe(1);
      const [next] = await world.sql<{ due: boolean }>(`SELECT start_after > now() + interval '59 minutes' AS due
        FROM pgboss.job WHERE name = 'recurring' AND singleton_key = 'shared' AND state = 'created'`);
      expect(next).toEqual({ due: true });
      for (const one of queues) await one.workOff('recurring');
      expect(runs).toBe(1);
    } finally {
      await beside.close();
    }
  });

  it('goes on after the process that had taken it was killed', async () => {
    let runs = 0;
    jobs.schedule({
      name: 'left',
      everyMs: 3_600_000,
      by: 'hospital',
      work: () => {
        runs++;
        return Promise.resolve();
      },
    });
    const queues = world.app.get(JobQueues, { strict: false });
    // Taken by somebody who is heard of no more.
    await world.sql(`INSERT INTO pgboss.job (name, data, singleton_key, state, policy, started_on, heartbeat_on, heartbeat_seconds, retry_limit)
      VALUES ('recurring', '{"name": "left"}', 'left', 'active', 'stately', now() - interval '3 minutes', now() - interval '2 minutes', 60, 1000)`);
    await queues.workOff('recurring');
    expect(runs).toBe(0);
    await queues.giveBack('recurring');
    await world.sql(`UPDATE pgboss.job SET start_after = now() WHERE state = 'retry'`);
    await queues.workOff('recurring');
    expect(runs).toBe(1);
  });

  it('of the hospital comes back within a minute when somebody took it out of the queue, and is never there twice', async () => {
    jobs.schedule({ name: 'removed', everyMs: 3_600_000, by: 'hospital', work: () => Promise.resolve() });
    const waiting = async () =>
      (await world.sql(`SELECT FROM pgboss.job WHERE singleton_key = 'removed' AND state = 'created'`)).length;
    await jobs.sendMissing();
    expect(await waiting()).toBe(1);
    await jobs.sendMissing();
    expect(await waiting()).toBe(1);
    await world.appSql(`DELETE FROM pgboss.job WHERE singleton_key = 'removed'`);
    await jobs.sendMissing();
    expect(await waiting()).toBe(1);
  });

  it('waits in a queue that the application may not make, change or empty', async () => {
    const refused = { code: '42501' };
    await expect(world.appSql(`SELECT pgboss.create_queue('own', '{"policy": "standard"}')`)).rejects.toMatchObject(
      refused,
    );
    await expect(world.appSql(`INSERT INTO pgboss.queue (name) VALUES ('own')`)).rejects.toMatchObject(refused);
    await expect(world.appSql(`UPDATE pgboss.queue SET retry_limit = 0`)).rejects.toMatchObject(refused);
    await expect(world.appSql(`TRUNCATE pgboss.job`)).rejects.toMatchObject(refused);
  });

  it('has a name of its own', () => {
    const job = { name: 'twice', everyMs: 3_600_000, by: 'process' as const, work: () => Promise.resolve() };
    jobs.schedule(job);
    expect(() => jobs.schedule(job)).toThrow('twice');
  });
});

describe('What runs on a schedule', () => {
  /** Decided: the one waits for the night of the machine that does the work, the other prints the hour at which it prints. */
  const BY_OWN_CLOCK = [
    'src/platform/operations/nightly-reconciliation.ts',
    'src/views/documents/downtime/downtime.service.ts',
  ];

  it('decides by the clock of the database: a process whose clock is ahead calls nobody for what is not due', () => {
    const scheduled = sourceFiles().filter(({ text }) => /\.schedule\(\{[^}]*by: 'hospital'/.test(text));
    expect(scheduled.length).toBeGreaterThan(6);
    const byOwn = scheduled.filter(({ text }) => /new Date\(\)|Date\.now\(\)/.test(text)).map(({ path }) => path);
    expect(byOwn.sort()).toEqual(BY_OWN_CLOCK);
  });

  it('asks for no vital signs and no empty bag a day early, though the process thinks it is tomorrow', async () => {
    const { id } = await anAdmission(world);
    const overdue = () => world.sql(`SELECT FROM task WHERE focus_id = $1 AND kind = 'vitals-overdue'`, [id]);
    const looks = [OverdueVitals, EmptyBags].map((one) =>
      world.app.get<OverdueVitals | EmptyBags>(one, { strict: false }),
    );
    const ahead = 86_400_000;
    await later(ahead, async () => {
      for (const one of looks) await one.look();
    });
    expect(await overdue()).toEqual([]);
    await world.app.get(OverdueVitals, { strict: false }).look(new Date(Date.now() + ahead));
    expect(await overdue()).toHaveLength(1);
  });
});
