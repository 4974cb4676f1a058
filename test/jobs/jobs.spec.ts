import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Jobs } from '../../src/platform/jobs/jobs.js';
import { until } from '../support/until.js';
import { startWorld, type World } from '../support/world.js';

let world: World;
let jobs: Jobs;
beforeAll(async () => {
  world = await startWorld({ METRICS: 'open' });
  jobs = world.app.get(Jobs, { strict: false });
}, 120_000);
afterAll(() => world?.close());

const metric = async (name: string, labels: string) =>
  Number(new RegExp(`^${name}\\{${labels}\\} (\\S+)$`, 'm').exec((await world.anonymous.get('/metrics')).text)?.[1]);

describe('A job', () => {
  it('is counted by what became of it, and its failure harms nobody', async () => {
    let runs = 0;
    const job = {
      name: 'sometimes',
      everyMs: 3_600_000,
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

  it('that runs alone is done by one process at a time, and by another afterwards', async () => {
    let at = 0;
    let most = 0;
    let runs = 0;
    let left = 0;
    const work = async () => {
      runs++;
      most = Math.max(most, ++at);
      if (runs === 1) await until(() => left === 2);
      at--;
    };
    // Another name here stands for another process there: the lock is the database's.
    const alone = () => jobs['database'].alone('job shared', work).finally(() => left++);
    await Promise.all([alone(), alone(), alone()]);
    expect([runs, most]).toEqual([1, 1]);
    await alone();
    expect(runs).toBe(2);
  });

  it('has a name of its own', () => {
    const job = { name: 'twice', everyMs: 3_600_000, work: () => Promise.resolve() };
    jobs.schedule(job);
    expect(() => jobs.schedule(job)).toThrow('twice');
  });
});
