// Each fault breaks something while people write, and returns what it measured; it throws when the service does not come through.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { runningEmbeddedPostgres } from '../../dist/platform/database/embedded/start.js';
import { eventually, Hospital } from './hospital.mjs';
import { Load, register } from './load.mjs';
import { killInTheMiddle } from './results.mjs';

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
    const load = new Load(hospital);
    await sleep(700);
    await breaking(hospital);
    const began = performance.now();
    await sleep(100);
    await hospital.back(mostMs);
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    const before = load.done;
    await eventually(() => load.done > before + 5, mostMs);
    const { wrong } = await load.stop();
    if (wrong.length > 0)
      throw new Error(`answered ${wrong.map(([status, count]) => `${status} (${count})`).join(', ')}`);
    return `back in ${seconds} s`;
  };

const killStarting = async (hospital) => {
  const before = hospital.workers();
  kill(before.slice(0, 1));
  const next = () => hospital.workers().filter((pid) => !before.includes(pid));
  await eventually(() => next().length > 0, 5000);
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
  await sleep(8000);
  kill(frozen, 'SIGCONT');
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

/** One row is held, sixty wait for it; everybody else goes on. */
async function heldRow(hospital) {
  const { body: patient } = await register(hospital, `Người Bị Giữ ${Date.now()}`, `held-${Date.now()}`);
  const measure = async (meanwhile) => {
    const load = new Load(hospital);
    await sleep(500);
    const before = load.done;
    await meanwhile(3000);
    const done = load.done - before;
    await load.stop();
    return done;
  };
  const alone = await measure(sleep);
  const held = await measure((ms) =>
    hospital.sql(async (client) => {
      await client.query('BEGIN');
      await client.query('SELECT FROM patient WHERE id = $1 FOR UPDATE', [patient.id]);
      const waiting = Array.from({ length: 60 }, (_, n) =>
        hospital
          .call('PATCH', `/api/v1/patients/${patient.id}`, {
            role: 'registrar',
            body: { fullName: `Người Bị Giữ ${n}` },
            headers: { 'If-Match': '"1"' },
          })
          .then(({ status }) => status),
      );
      await sleep(ms);
      await client.query('ROLLBACK');
      const statuses = await Promise.all(waiting);
      const wrong = statuses.filter((status) => ![200, 412, 503, 429].includes(status));
      if (wrong.length > 0) throw new Error(`those who waited were answered ${[...new Set(wrong)].join(', ')}`);
    }),
  );
  // Sixty callers more share the machine: less than half of before would mean that others wait for the row too.
  if (held < alone / 2) throw new Error(`others fell from ${alone} to ${held}`);
  return `others did ${held} beside ${alone}`;
}

async function overload(hospital) {
  const statuses = new Map();
  const token = await hospital.token('nurse');
  const ask = async () => {
    const answer = await fetch(`http://127.0.0.1:${hospital.port}/api/v1/patients?name=thu`, {
      headers: { Authorization: `Bearer ${token}` },
      signal: AbortSignal.timeout(30_000),
    }).catch(() => undefined);
    await answer?.text();
    const status = answer?.status ?? 'cut off';
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
  };
  await Promise.all(
    Array.from({ length: 400 }, async () => {
      for (let n = 0; n < 5; n++) await ask();
    }),
  );
  const wrong = [...statuses.keys()].filter((status) => ![200, 429, 503].includes(status));
  if (wrong.length > 0) throw new Error(`answered ${wrong.join(', ')}`);
  const seconds = await hospital.back(5000);
  const told = [...statuses].map(([status, count]) => `${count} × ${status}`).join(', ');
  return `${told}; ready after ${seconds.toFixed(1)} s`;
}

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

/** A disk of its own in memory is filled up; @returns undefined where none can be made. */
async function fullDisk({ port }) {
  const place = mkdtempSync(join(tmpdir(), 'benh-an-faults-'));
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=600m,mode=0755', 'tmpfs', place]).status !== 0) {
    rmSync(place, { recursive: true });
    return undefined;
  }
  const hospital = new Hospital(port + 1, {
    dataDir: join(place, 'data'),
    settings: { WORKERS: '1', DISK_LOW_MB: '300' },
  });
  try {
    await hospital.start();
    const kept = await register(hospital, 'Người Trước Khi Đầy', 'before');
    const { bavail, bsize } = statfsSync(place);
    writeFileSync(join(place, 'filler'), Buffer.alloc(bavail * bsize - 128 * 1024 * 1024));
    const { body } = await hospital.call('GET', '/health/ready');
    if (!(body.diskFreeMb < 300)) throw new Error(`readiness says nothing of low space: ${JSON.stringify(body)}`);
    const rest = statfsSync(place);
    writeFileSync(join(place, 'filler2'), Buffer.alloc(rest.bavail * rest.bsize));
    const answers = [];
    for (let n = 0; n < 400 && !answers.some((status) => status === 503); n++) {
      answers.push((await register(hospital, `Người Khi Đầy ${n}`, `full-${n}`)).status);
    }
    const ready = await hospital.call('GET', '/health/ready');
    const wrong = answers.filter((status) => ![201, 503].includes(status));
    if (wrong.length > 0 || ready.status !== 503) throw new Error(`answered ${answers.at(-1)}, ready ${ready.status}`);
    rmSync(join(place, 'filler'));
    rmSync(join(place, 'filler2'));
    const seconds = await hospital.back(15_000);
    const again = await register(hospital, 'Người Trước Khi Đầy', 'before');
    if (again.body.id !== kept.body.id) throw new Error('what was written before is not there');
    const verified = hospital.emr('audit', 'verify');
    if (verified.status !== 0) throw new Error(verified.output);
    return `warned, refused with 503, back ${seconds.toFixed(1)} s after there was room`;
  } finally {
    await hospital.close();
    spawnSync('umount', [place]);
    rmSync(place, { recursive: true, force: true });
  }
}

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
  { name: 'a database that answers nothing for 8 s', run: underLoad(freeze) },
  { name: 'connections of the database exhausted', isShort: true, run: underLoad(exhaust) },
  { name: 'a row held while sixty wait for it', run: heldRow },
  { name: 'ten times the load', run: overload },
  { name: 'slow clients', isShort: true, run: slowClients },
  { name: 'a full disk', isShort: true, run: fullDisk },
  // Times are the database server's: setting them needs another machine, or a library in the way of the system's clock.
  { name: 'a clock that goes back or ahead', run: () => undefined },
];
