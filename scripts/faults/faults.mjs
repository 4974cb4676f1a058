// Each fault breaks something while people write, and returns what it measured; it throws when the service does not come through.
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { runningEmbeddedPostgres } from '../../dist/platform/database/embedded/start.js';
import { differingClocks, jumpingClock } from './clock.mjs';
import { asynchronousStandby, restored, synchronousStandby } from './copies.mjs';
import { fullBackupDisk, fullDisk } from './disk.mjs';
import { eventually, SLOWNESS } from './hospital.mjs';
import { poisonedJobs } from './jobs.mjs';
import { Load } from './load.mjs';
import { killInTheMiddle } from './results.mjs';
import { killWhileTold } from './told.mjs';
import { twoServices } from './two-services.mjs';
import { halfMigrated, twoVersions } from './upgrade.mjs';

const kill = (pids, signal = 'SIGKILL') => {
  for (const pid of pids) {
    try {
      process.kill(pid, signal);
    } catch {
      // ended by itself
    }
  }
};

/** Breaks it in the middle of work, and waits until it is back and the work goes on. */
const underLoad =
  (breaking, { mostMs = 10_000 } = {}) =>
  async (hospital) => {
    const mostHereMs = mostMs * SLOWNESS;
    // Each fault by itself: the one before may have left a worker that is still loading.
    await hospital.whole(mostHereMs);
    const load = new Load(hospital);
    await sleep(700);
    await breaking(hospital);
    const began = performance.now();
    await sleep(100);
    await hospital.back(mostHereMs);
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    const before = load.done;
    await eventually(() => load.done > before + 5, mostHereMs);
    const { wrong } = await load.stop();
    if (wrong.length > 0)
      throw new Error(`answered ${wrong.map(([status, count]) => `${status} (${count})`).join(', ')}`);
    return `back in ${seconds} s`;
  };

const killStarting = async (hospital) => {
  const before = hospital.workers();
  kill(before.slice(0, 1));
  const next = () => hospital.workers().filter((pid) => !before.includes(pid));
  await eventually(() => next().length > 0, 5000 * SLOWNESS);
  kill(next());
};

const killBackend = (hospital) =>
  hospital.sql(async (client) => {
    await client.query('BEGIN');
    const { rows } = await client.query('SELECT pg_backend_pid() AS pid FROM staff_member LIMIT 1 FOR UPDATE');
    kill([rows[0].pid]);
  });

const killAll = async (hospital) => {
  await hospital.stop('SIGKILL');
  await hospital.start();
};

/** The database is there and answers nothing: a disk that hangs, say. */
const freeze = async (hospital) => {
  const frozen = hospital.postgresProcesses();
  kill(frozen, 'SIGSTOP');
  await sleep(30_000);
  kill(frozen, 'SIGCONT');
};

/** It answers, and takes five times as long: a disk that others keep busy, say. */
const slow = async (hospital) => {
  for (const began = performance.now(); performance.now() - began < 10_000;) {
    const held = hospital.postgresProcesses();
    kill(held, 'SIGSTOP');
    await sleep(200);
    kill(held, 'SIGCONT');
    await sleep(50);
  }
};

const exhaust = async (hospital) => {
  const { appUrl } = runningEmbeddedPostgres(join(hospital.cluster, '..'));
  const clients = Array.from({ length: 220 }, () => new pg.Client(appUrl));
  for (const client of clients) client.on('error', () => undefined);
  const opened = await Promise.allSettled(clients.map((client) => client.connect()));
  if (opened.every(({ status }) => status === 'fulfilled')) throw new Error('the database took every connection');
  await sleep(1500);
  await Promise.allSettled(clients.map((client) => client.end()));
};

/** Four nurses chart for another patient all the while. */
class Charting {
  done = 0;
  #isOver = false;

  constructor(hospital, encounterId) {
    this.running = Array.from({ length: 4 }, async () => {
      while (!this.#isOver) {
        const { status } = await chart(hospital, encounterId);
        if (status === 201) this.done += 1;
        else if (![429, 503].includes(status)) throw new Error(`charting was answered with ${status}`);
      }
    });
  }

  async stop() {
    this.#isOver = true;
    await Promise.all(this.running);
  }
}

const chart = (hospital, encounterId) =>
  hospital.call('POST', `/api/v1/encounters/${encounterId}/vitals`, { role: 'nurse', body: { heartRate: 77 } });

/** Two stays of different patients for whom the demo's nurse may chart. */
async function twoStays(hospital) {
  const { rows } = await hospital.sql((client) =>
    client.query('SELECT id, patient_id AS patient FROM encounter WHERE ended_at IS NULL ORDER BY id LIMIT 40'),
  );
  const found = [];
  for (const row of rows) {
    if (found.length < 2 && (await chart(hospital, row.id)).status === 201) found.push(row);
  }
  if (found.length < 2) throw new Error('the nurse may chart for nobody');
  return found;
}

/** The rows of one patient are held, sixty wait for them, each for something else; everybody else goes on. */
async function heldRow(hospital) {
  const [held, other] = await twoStays(hospital);
  const wait = [
    (n) => ({
      ...{ method: 'PATCH', path: `/api/v1/patients/${held.patient}`, role: 'registrar' },
      ...{ body: { workplace: `Nơi làm ${n}` }, headers: { 'If-Match': '"1"' } },
    }),
    () => ({
      ...{ method: 'POST', path: `/api/v1/encounters/${held.id}/vitals`, role: 'nurse', body: { heartRate: 78 } },
    }),
    (n) => ({
      ...{ method: 'POST', path: `/api/v1/patients/${held.patient}/allergies`, role: 'nurse' },
      body: { code: { system: 'http://www.whocc.no/atc', code: 'J01C', display: `Chất thử ${n}` }, criticality: 'low' },
    }),
  ];
  const measure = async (meanwhile) => {
    const [load, charting] = [new Load(hospital), new Charting(hospital, other.id)];
    await sleep(1000);
    const before = load.done + charting.done;
    await meanwhile(3000);
    const done = load.done + charting.done - before;
    await Promise.all([load.stop(), charting.stop()]);
    return done;
  };
  const answered = new Map();
  const hold = (ms) =>
    hospital.sql(async (client) => {
      await client.query('BEGIN');
      await client.query('SELECT FROM patient WHERE id = $1 FOR UPDATE', [held.patient]);
      await client.query('SELECT FROM encounter WHERE id = $1 FOR UPDATE', [held.id]);
      const waiting = Array.from({ length: 60 }, async (_, n) => {
        const { method, path, ...rest } = wait[n % wait.length](n);
        const { status, headers } = await hospital.call(method, path, rest);
        if (status === 503 && !headers.get('retry-after')) throw new Error('503 without Retry-After');
        answered.set(status, (answered.get(status) ?? 0) + 1);
      });
      await sleep(ms);
      await client.query('ROLLBACK');
      await Promise.all(waiting);
    });
  const before = await measure(sleep);
  const beside = await measure(hold);
  const after = await measure(sleep);
  const wrong = [...answered.keys()].filter((status) => ![200, 201, 409, 412, 429, 503].includes(status));
  if (wrong.length > 0) throw new Error(`those who waited were answered ${wrong.join(', ')}`);
  const alone = (before + after) / 2;
  const told = `others did ${beside} beside ${before} and ${after}; those who waited: ${counted(answered)}`;
  if (beside < alone * 0.9) throw new Error(told);
  return told;
}

const counted = (statuses) => [...statuses].map(([status, count]) => `${count} × ${status}`).join(', ');

/** Eight hundred callers of lists and reports, ten times what is answered in a second or so, while four nurses chart. */
async function overload(hospital) {
  const [stay] = await twoStays(hospital);
  const kinds = [
    { role: 'nurse', path: '/api/v1/patients?name=thu' },
    { role: 'auditor', path: '/api/v1/audit/events?limit=50' },
  ];
  const [statuses, charted] = [new Map(), new Map()];
  const count = (counts, what) => counts.set(what, (counts.get(what) ?? 0) + 1);
  const ask = async ({ role, path }) => {
    const answer = await hospital.call('GET', path, { role }).catch(() => undefined);
    if (answer?.status === 503 && !answer.headers.get('retry-after')) throw new Error('503 without Retry-After');
    count(statuses, `${path.split(/[?/]/)[3]} ${answer?.status ?? 'cut off'}`);
  };
  for (const { role } of kinds) await hospital.token(role);
  let isOver = false;
  const nurses = Array.from({ length: 4 }, async () => {
    while (!isOver) count(charted, (await chart(hospital, stay.id).catch(() => ({ status: 'cut off' }))).status);
  });
  await Promise.all(
    Array.from({ length: 800 }, async (_, n) => {
      for (let turn = 0; turn < 5; turn++) await ask(kinds[n % kinds.length]);
    }),
  );
  isOver = true;
  await Promise.all(nurses);
  const seconds = await hospital.back(5000);
  await eventually(async () => (await hospital.call('GET', kinds[0].path, { role: 'nurse' })).status === 200, 5000);
  const told = `asked: ${counted(statuses)}; charting: ${counted(charted)}; ready after ${seconds.toFixed(1)} s`;
  const wrong = [...statuses.keys()].filter((status) => !/ (200|429|503)$/.test(status));
  if (wrong.length > 0) throw new Error(`answered ${wrong.join(', ')}`);
  if (![...statuses.keys()].some((status) => status.endsWith(' 503'))) throw new Error(`nothing was shed: ${told}`);
  if ([...charted.keys()].some((status) => status !== 201)) throw new Error(`charting was shed: ${told}`);
  return told;
}

/** A worker whose event loop stands still. @throws Error when nobody ends it */
const stick = async (hospital) => {
  const [pid] = hospital.workers();
  kill([pid], 'SIGSTOP');
  await eventually(() => !hospital.workers().includes(pid), 15_000 * SLOWNESS);
};

/** Two hundred who never end their request. */
async function slowClients(hospital) {
  const sockets = Array.from({ length: 200 }, () => {
    const socket = connect(hospital.port, '127.0.0.1', () =>
      socket.write('POST /api/v1/patients HTTP/1.1\r\nHost: localhost\r\n'),
    );
    socket.on('error', () => undefined);
    return socket;
  });
  try {
    const load = new Load(hospital);
    await sleep(3000);
    const { done, wrong } = await load.stop();
    if (done < 20 || wrong.length > 0) throw new Error(`only ${done} writes beside them, ${JSON.stringify(wrong)}`);
    return `${done} writes beside them`;
  } finally {
    for (const socket of sockets) socket.destroy();
  }
}

/** `needs`: what a machine may lack, and without which the fault is skipped: it returns undefined then. */
export const FAULTS = [
  { name: 'kill -9 of a worker', isShort: true, run: underLoad((hospital) => kill(hospital.workers().slice(0, 1))) },
  { name: 'kill -9 of a worker that is starting', isShort: true, run: underLoad(killStarting) },
  { name: 'kill -9 of all workers', isShort: true, run: underLoad((hospital) => kill(hospital.workers())) },
  { name: 'kill -9 of PostgreSQL', isShort: true, run: underLoad((hospital) => kill([hospital.postmaster()])) },
  { name: 'kill -9 of a backend in a transaction', isShort: true, run: underLoad(killBackend) },
  {
    name: 'kill -9 of PostgreSQL and all workers at once',
    run: underLoad((hospital) => kill([hospital.postmaster(), ...hospital.workers()])),
  },
  { name: 'kill -9 of the supervisor, started again', isShort: true, run: underLoad(killAll, { mostMs: 30_000 }) },
  {
    name: 'a thousand results from twenty lines, workers and PostgreSQL killed in the middle',
    isShort: true,
    run: (hospital) =>
      killInTheMiddle(hospital, [
        () => kill(hospital.workers().slice(0, 1)),
        () => kill([hospital.postmaster()]),
        () => kill(hospital.workers()),
        () => killAll(hospital),
      ]),
  },
  {
    name: 'admissions and orders told by HL7 v2, workers and PostgreSQL killed in the middle',
    isShort: true,
    run: (hospital) =>
      killWhileTold(hospital, [
        () => kill(hospital.workers()),
        () => kill([hospital.postmaster()]),
        () => killAll(hospital),
      ]),
  },
  { name: 'a database that answers nothing for 30 s', run: underLoad(freeze) },
  { name: 'a database that is slow', run: underLoad(slow) },
  { name: 'connections of the database exhausted', isShort: true, run: underLoad(exhaust) },
  { name: 'a worker that is stuck', isShort: true, run: underLoad(stick) },
  { name: 'a row held while sixty wait for it', run: heldRow },
  { name: 'ten times the load', run: overload },
  { name: 'slow clients', isShort: true, run: slowClients },
  { name: 'a full disk', isShort: true, run: fullDisk, needs: 'the right to mount a file system' },
  { name: 'a full disk of the backups', run: fullBackupDisk, needs: 'the right to mount a file system' },
  { name: 'a poisoned job in each queue', isShort: true, run: poisonedJobs },
  { name: 'a clock that goes ahead and back', run: jumpingClock, needs: 'a C compiler' },
  { name: 'clocks of service and database that differ', run: differingClocks, needs: 'a C compiler' },
  { name: 'a migration that fails, and one killed, half way', isShort: true, run: halfMigrated },
  { name: 'the machine is lost, a synchronous standby takes over', run: synchronousStandby },
  { name: 'the machine is lost, a standby that is not waited for takes over', run: asynchronousStandby },
  { name: 'the machine is lost, its backup is restored', run: restored },
  { name: 'two services on one database, each killed in turn', run: twoServices },
  {
    name: 'two versions during an upgrade',
    isShort: true,
    run: twoVersions,
    needs: 'git and the history from the last release on',
  },
];
