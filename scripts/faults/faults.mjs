// Each fault breaks something while people write, and returns what it measured; it throws when the service does not come through.
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { runningEmbeddedPostgres } from '../../dist/platform/database/embedded/start.js';
import { differingClocks, jumpingClock } from './clock.mjs';
import { asynchronousStandby, restored, standbyElsewhere, synchronousStandby } from './copies.mjs';
import { heldRow, overload, slowClients } from './crowds.mjs';
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

/** A worker whose event loop stands still. @throws Error when nobody ends it */
const stick = async (hospital) => {
  const [pid] = hospital.workers();
  kill([pid], 'SIGSTOP');
  await eventually(() => !hospital.workers().includes(pid), 15_000 * SLOWNESS);
};

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
  { name: 'the machine is lost, a standby on another machine takes over', run: standbyElsewhere },
  { name: 'the machine is lost, its backup is restored', run: restored },
  { name: 'two services on one database, each killed in turn', run: twoServices },
  {
    name: 'two versions during an upgrade',
    isShort: true,
    run: twoVersions,
    needs: 'git and the history from the last release on',
  },
];
