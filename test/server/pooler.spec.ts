import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { requireDirect } from '../../src/server/pooler.js';
import { anAdmission } from '../support/builders.js';
import { heardBy, startBeside } from '../support/processes.js';
import { aTerminal, type Tokens } from '../support/ward-terminal.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { until } from '../support/until.js';
import { clientOf, PASSWORD, startWorld, type World } from '../support/world.js';
import { freePort } from '../support/free-port.js';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const signIn = async (username: string) => {
  const { body } = await world.anonymous.post('/api/v1/auth/login', { username, password: PASSWORD });
  return (body as { accessToken: string }).accessToken;
};

/** Somebody signs in, is known to the other process, and ends it in this one: what the other answers then. */
async function afterLogout(other: NestFastifyApplication, heard = async () => {}): Promise<number[]> {
  const token = await signIn(world.staff.nurse.username);
  const there = clientOf(other, token);
  const statuses = [(await there.get('/api/v1/auth/me')).status];
  await clientOf(world.app, token).post('/api/v1/auth/logout');
  await heard();
  return [...statuses, (await there.get('/api/v1/auth/me')).status];
}

describe('A process that does not hear of ended sign-ins', () => {
  let elsewhere: TestDatabase;
  let deaf: NestFastifyApplication;
  beforeAll(async () => {
    // LISTEN is of one database: what is said in the other never comes, as behind a pooler.
    elsewhere = await createTestDatabase();
    deaf = await startBeside(world, { DATABASE_DIRECT_URL: elsewhere.appUrl });
  });
  afterAll(async () => {
    await deaf.close();
    await elsewhere.drop();
  });

  it('believes nothing that it remembers, and says so', async () => {
    expect(await afterLogout(deaf)).toEqual([200, 401]);
    const { body } = await clientOf(deaf).get('/health/ready');
    expect(body).toMatchObject({ status: 'ok', hearsRevocations: false });
    expect((await world.anonymous.get('/health/ready')).body).not.toHaveProperty('hearsRevocations');
  });

  it('is not started: both addresses must be of one database, and the role must have its time-outs', async () => {
    const { appUrl } = world.database;
    await expect(requireDirect(elsewhere.appUrl, appUrl)).rejects.toThrow(/of different databases/);
    await expect(requireDirect(appUrl, appUrl)).rejects.toThrow(/ALTER ROLE emr_app SET statement_timeout = '5s';/);
  });
});

const PGBOUNCER = process.env['PGBOUNCER'] ?? 'pgbouncer';
/** Prepared statements of a client are kept in transaction mode from 1.21 on. */
const isThere = (() => {
  try {
    const [, major, minor] = /(\d+)\.(\d+)/.exec(execFileSync(PGBOUNCER, ['--version'], { encoding: 'utf8' })) ?? [];
    return Number(major) > 1 || Number(minor) >= 21;
  } catch {
    return false;
  }
})();

(isThere ? describe : describe.skip)('Through PgBouncer in transaction mode', () => {
  let folder: string;
  const ended: (() => Promise<unknown>)[] = [];
  let pooled: string;
  let beside: NestFastifyApplication;
  let startBouncer: () => ChildProcess;
  let bouncer: ChildProcess;
  const killed = async (process: ChildProcess) => {
    process.kill('SIGKILL');
    await once(process, 'exit');
  };
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'pgbouncer-'));
    const { hostname, port, username, password, pathname } = new URL(world.database.appUrl);
    const free = await freePort();
    writeFileSync(join(folder, 'users'), `"${username}" "${decodeURIComponent(password)}"\n`);
    writeFileSync(
      join(folder, 'ini'),
      `[databases]\n* = host=${hostname} port=${port}\n[pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = ${free}\nunix_socket_dir =\n` +
        `auth_type = plain\nauth_file = ${join(folder, 'users')}\npool_mode = transaction\ndefault_pool_size = 4\nmax_prepared_statements = 500\n`,
    );
    chmodSync(folder, 0o755);
    const asRoot = process.getuid?.() === 0 ? ['-u', 'nobody'] : [];
    startBouncer = () => spawn(PGBOUNCER, ['-q', ...asRoot, join(folder, 'ini')], { stdio: 'ignore' });
    bouncer = startBouncer();
    ended.push(() => killed(bouncer));
    pooled = `postgresql://${username}:${password}@127.0.0.1:${free}${pathname}`;
    await until(() => answers(pooled));
    beside = await startBeside(world, { DATABASE_URL: pooled, DATABASE_DIRECT_URL: world.database.appUrl });
    ended.push(() => beside.close());
  });
  afterAll(async () => {
    for (const end of ended.reverse()) await end();
    rmSync(folder, { recursive: true });
  });

  it('sign-ins that end are heard at once, and readiness has nothing to say', async () => {
    expect((await clientOf(beside).get('/health/ready')).body).not.toHaveProperty('hearsRevocations');
    expect(await afterLogout(beside, () => heardBy(world, beside))).toEqual([200, 401]);
  });

  it('who leaves the hospital, or is followed by somebody at a terminal, is out at once', async () => {
    const lab = await signIn(world.staff.lab.username);
    expect((await clientOf(beside, lab).get('/api/v1/auth/me')).status).toBe(200);
    const path = `/api/v1/staff/${world.staff.lab.id}`;
    const { headers } = await world.as('admin').get(path);
    const left = await world.as('admin').post(`${path}/leave`, {}, { 'If-Match': headers['etag']! });
    expect(left.status).toBe(200);
    await heardBy(world, beside);
    expect((await clientOf(beside, lab).get('/api/v1/auth/me')).status).toBe(401);

    const terminal = await aTerminal(world);
    const nurse = (await terminal.signIn(world.staff.nurse.username)).body as Tokens;
    expect(await terminal.opens(nurse, beside)).toBe(200);
    await terminal.signIn(world.staff.doctor.username);
    await heardBy(world, beside);
    expect(await terminal.opens(nurse, beside)).toBe(401);
  });

  it('wrong PINs are counted over both, and then the right one opens neither', async () => {
    const terminal = await aTerminal(world);
    const { username } = world.staff.nurse;
    const tokens = (await terminal.signIn(username)).body as Tokens;
    await terminal.as(tokens).post('/api/v1/auth/pin', { password: PASSWORD, pin: '407159' });
    expect((await terminal.switchTo({ username, pin: '407159' }, beside)).status).toBe(200);
    for (let n = 0; n < 5; n++) await terminal.switchTo({ username, pin: '407158' }, n % 2 ? beside : world.app);
    for (const app of [world.app, beside]) {
      expect((await terminal.switchTo({ username, pin: '407159' }, app)).status).toBe(401);
    }
  });

  it('each writes under their own name and sees their own patients, many at once', async () => {
    const encounters = await Promise.all(
      [0, 1, 2, 3].map((n) => anAdmission(world, { wardId: world.wards[(n % 2) as 0 | 1].id, bedId: null })),
    );
    const [doctor, nurse] = [await signIn(world.staff.doctor.username), await signIn(world.staff.nurse.username)];
    const answers = await Promise.all(
      Array.from({ length: 24 }, (_, n) => {
        const at = `/api/v1/encounters/${encounters[n % 4]!.id}/vitals`;
        return clientOf(beside, n % 2 ? doctor : nurse).post(at, { heartRate: 60 + n });
      }),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    const rows = await world.sql<{ username: string; count: string }>(
      `SELECT username, count(*) FROM audit.event WHERE entity = 'vital_signs' AND kind = 'create' GROUP BY 1 ORDER BY 1`,
    );
    expect(rows.map(({ count }) => Number(count))).toEqual([12, 12]);
  });

  it('may be killed and started again in the middle: nothing is doubled, and sign-ins that ended stay ended', async () => {
    const { id } = await anAdmission(world);
    const [nurse, gone] = [await signIn(world.staff.nurse.username), await signIn(world.staff.doctor.username)];
    const there = clientOf(beside, gone);
    expect((await there.get('/api/v1/auth/me')).status).toBe(200);
    const statuses = new Map<number, number>();
    /** As a terminal does: again under the same key until it is answered. */
    const charted = async (n: number) => {
      const key = { 'Idempotency-Key': `pooler-${n}` };
      await until(async () => {
        const body = { heartRate: 40 + n };
        const { status } = await clientOf(beside, nurse).post(`/api/v1/encounters/${id}/vitals`, body, key);
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
        return status === 201;
      });
    };
    const writing = Array.from({ length: 60 }, (_, n) => charted(n));
    await until(() => (statuses.get(201) ?? 0) > 5);
    await killed(bouncer);
    // Somebody signs out while no statement of the other process reaches the database; that is heard beside the pooler.
    expect((await clientOf(world.app, gone).post('/api/v1/auth/logout')).status).toBe(204);
    await heardBy(world, beside);
    expect((await there.get('/api/v1/auth/me')).status).not.toBe(200);
    bouncer = startBouncer();
    await Promise.all(writing);
    expect([...statuses.keys()].filter((status) => ![201, 429, 503].includes(status))).toEqual([]);
    const rows = await world.sql<{ rate: number }>(
      `SELECT heart_rate AS rate FROM vital_signs WHERE encounter_id = $1 ORDER BY 1`,
      [id],
    );
    expect(rows.map(({ rate }) => Number(rate))).toEqual(Array.from({ length: 60 }, (_, n) => 40 + n));
    expect((await there.get('/api/v1/auth/me')).status).toBe(401);
    expect((await clientOf(beside).get('/health/ready')).body).not.toHaveProperty('hearsRevocations');
  });
});

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client(url);
  try {
    await client.connect();
    await client.query('SELECT 1');
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}
