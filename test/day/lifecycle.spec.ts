import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { until } from '../support/until.js';
import { elementAt } from '../../src/kernel/list.js';
import { freePort } from '../support/free-port.js';

const PASSWORD = 'BenhAn-2026';
/** Processes end and start, one after the other: on a busy machine that takes its time. In ms. */
const SLOW = 240_000;
let folder: string;
let env: NodeJS.ProcessEnv;
let base: string;
let service: ChildProcess;
let token: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'benh-an-life-'));
  chmodSync(folder, 0o755); // PostgreSQL's account enters it too, when the tests run as root
  const port = await freePort();
  const { PATH, HOME } = process.env;
  env = { PATH, HOME, DATA_DIR: join(folder, 'data'), PORT: String(port), WORKERS: '2', DEMO_PASSWORD: PASSWORD };
  env.PASSWORD_MEMORY_KIB = '1024';
  env.STATEMENT_TIMEOUT_MS = '30000'; // sixty at once on a slow machine wait their turn
  base = `http://127.0.0.1:${port}`;
  await start();
});
afterAll(async () => {
  // In order, so that PostgreSQL has ended too and nobody writes into the folder any more.
  await end('SIGTERM');
  rmSync(folder, { recursive: true, force: true });
});

const answers = (path: string): Promise<boolean> =>
  fetch(base + path).then(
    ({ ok }) => ok,
    () => false,
  );

/** The built service, as an operator starts it; ready when this returns. */
async function start(): Promise<void> {
  service = spawn(process.execPath, ['dist/main.js'], { env, stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  service.stderr!.on('data', (bytes: Buffer) => (said += bytes.toString()));
  token = '';
  // Who answers may be another that listened there for a moment, while the service still began.
  await until(async () => {
    if (service.exitCode !== null) throw new Error(`the service ended with ${service.exitCode}: ${said}`);
    if (!(await answers('/health/ready'))) return false;
    const login = { username: 'registrar', password: PASSWORD };
    const signedIn = await call('POST', '/api/v1/auth/login', login).catch(() => undefined);
    if (signedIn?.status === 200) ({ accessToken: token } = (await signedIn.json()) as { accessToken: string });
    return token !== '';
  });
}

async function end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null> {
  if (service.exitCode === null && service.signalCode === null) {
    service.kill(signal);
    await once(service, 'exit');
  }
  return service.exitCode;
}

function call(method: string, path: string, body: object): Promise<Response> {
  const headers = { 'Content-Type': 'application/json', ...(token && { Authorization: `Bearer ${token}` }) };
  return fetch(base + path, { method, headers, body: JSON.stringify(body) });
}

/** Registers many at once; `meanwhile` happens when a third is answered. @returns the ids of those that were answered with 201, and how many were refused or cut off */
async function registerMany(count: number, meanwhile: () => void): Promise<{ ids: string[]; lost: number }> {
  let answered = 0;
  const asked = Array.from({ length: count }, async (_, n) => {
    const answer = await call('POST', '/api/v1/patients', { fullName: `Nguyễn Thị Giữa ${n}`, sex: 'female' });
    if (++answered === Math.floor(count / 3)) meanwhile();
    if (answer.status !== 201) throw new Error(`answered ${answer.status}`);
    return ((await answer.json()) as { id: string }).id;
  });
  const settled = await Promise.allSettled(asked);
  const ids = settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  return { ids, lost: count - ids.length };
}

async function ask<Row extends pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<Row[]> {
  const url = execFileSync(process.execPath, ['dist/cli/main.js', 'db', 'url', '--role', 'owner'], {
    env,
    encoding: 'utf8',
  });
  const client = new pg.Client({ connectionString: url.trim() });
  await client.connect();
  try {
    return (await client.query<Row>(text, values)).rows;
  } finally {
    await client.end();
  }
}

/** Every answer given has its row; every row its event; every event its row; numbers have no gap. */
async function expectNothingHalf(ids: readonly string[]): Promise<void> {
  expect(await ask('SELECT id FROM patient WHERE id = ANY($1)', [ids])).toHaveLength(ids.length);
  const unwritten = await ask(`SELECT FROM patient p WHERE NOT EXISTS
    (SELECT FROM audit.event e WHERE e.entity = 'patient' AND e.kind = 'create' AND e.entity_id = p.id)`);
  const unfounded = await ask(`SELECT FROM audit.event e WHERE e.entity = 'patient' AND e.kind = 'create'
    AND NOT EXISTS (SELECT FROM patient p WHERE p.id = e.entity_id)`);
  const numbers = elementAt(
    await ask<{ count: number; last: number }>(
      `SELECT count(*)::int AS count, max(split_part(mrn, '-', 2)::int) AS last FROM patient`,
    ),
    0,
  );
  expect([unwritten.length, unfounded.length, numbers.last]).toEqual([0, 0, numbers.count]);
}

/** As an operator does it. */
const reload = () => execFileSync(process.execPath, ['dist/cli/main.js', 'reload'], { env });

/** Started by root, the database has a folder of its own. */
const databaseFolder = (): string => join(folder, 'data', process.getuid?.() === 0 ? 'postgres' : '');

const workers = (): number[] =>
  readFileSync(`/proc/${service.pid}/task/${service.pid}/children`, 'utf8')
    .trim()
    .split(' ')
    .map(Number)
    .filter((pid) => readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('main.js'));

describe('The service', () => {
  it('shows its metrics for the token that it made on its first start, in a file of its own', async () => {
    const file = join(folder, 'data', 'metrics-token');
    const shown = async (headers = {}) => (await fetch(`${base}/metrics`, { headers })).status;
    expect(await shown()).toBe(401);
    expect(await shown({ Authorization: `Bearer ${readFileSync(file, 'utf8')}` })).toBe(200);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('offers the demo accounts on the page to try the API in, as the demo hospital is on', async () => {
    const page = await (await fetch(`${base}/docs`)).text();
    expect(page).toContain(`"password":"${PASSWORD}"`);
    expect(page).toContain('"username":"nurse"');
  });

  it(
    'asked to stop finishes what it accepted, ends with 0, and has everything when it starts again',
    async () => {
      let ended: Promise<number | null> | undefined;
      const { ids } = await registerMany(60, () => {
        ended = end('SIGTERM');
      });
      expect(await ended).toBe(0);
      expect(ids.length).toBeGreaterThanOrEqual(20);
      await start();
      await expectNothingHalf(ids);
    },
    SLOW,
  );

  it('goes on when a worker is killed in the middle of its work, and nothing is half written', async () => {
    const victim = elementAt(workers(), 0);
    const { ids } = await registerMany(60, () => process.kill(victim, 'SIGKILL'));
    await expectNothingHalf(ids);
    await until(() => workers().length >= 2);
    expect((await registerMany(10, () => undefined)).lost).toBe(0);
  });

  it('comes back by itself when its PostgreSQL and every worker are killed, with every answered write', async () => {
    const postmaster = Number(readFileSync(join(databaseFolder(), 'cluster', 'postmaster.pid'), 'utf8').split('\n')[0]);
    const { ids } = await registerMany(60, () => {
      for (const pid of [postmaster, ...workers()]) process.kill(pid, 'SIGKILL');
    });
    await until(() => answers('/health/ready'));
    expect(service.exitCode).toBeNull();
    const after = await call('POST', '/api/v1/patients', { fullName: 'Trần Thị Sau', sex: 'female' });
    expect(after.status).toBe(201);
    await expectNothingHalf(ids);
  });

  it(
    'takes over a replaced secret while it serves, and keeps what it has when the new one is wrong',
    async () => {
      const kidOf = async () => {
        const signedIn = await call('POST', '/api/v1/auth/login', { username: 'registrar', password: PASSWORD });
        const { accessToken } = (await signedIn.json()) as { accessToken: string };
        return (JSON.parse(Buffer.from(accessToken.split('.')[0]!, 'base64url').toString()) as { kid: string }).kid;
      };
      const kept = (name: string) => join(folder, 'data', name);
      const renewed = async () => {
        const before = workers();
        reload();
        await until(async () => {
          expect(await answers('/health/ready')).toBe(true);
          return workers().length >= 2 && !workers().some((pid) => before.includes(pid));
        });
      };
      const old = readFileSync(kept('token-secret'), 'utf8');
      const before = await kidOf();
      const next = 'n'.repeat(48);
      writeFileSync(kept('token-secret-accepted'), next);
      await renewed();
      expect(await kidOf()).toBe(before);
      writeFileSync(kept('token-secret'), next);
      writeFileSync(kept('token-secret-accepted'), old);
      await renewed();
      const after = await kidOf();
      expect(after).not.toBe(before);
      expect((await registerMany(10, () => undefined)).lost).toBe(0);

      writeFileSync(kept('token-secret-accepted'), 'short');
      const serving = workers();
      const said = once(service.stderr!, 'data');
      service.kill('SIGUSR2');
      expect(String(await said)).toMatch(
        /^ {2}Not taken over: Setting wrong: .+token-secret-accepted must have at least 32/,
      );
      expect(workers()).toEqual(serving);
      expect(await kidOf()).toBe(after);
      rmSync(kept('token-secret-accepted'));
    },
    SLOW,
  );

  it(
    'killed with all it was doing has every answered write when it starts again',
    async () => {
      let ended: Promise<number | null> | undefined;
      const { ids } = await registerMany(60, () => {
        ended = end('SIGKILL');
      });
      await ended;
      await start();
      await expectNothingHalf(ids);
    },
    SLOW,
  );
});
