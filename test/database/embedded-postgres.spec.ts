import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import pg from 'pg';
import {
  DataFolderInUse,
  DataFolderUnusable,
  PortInUse,
  WrongDataVersion,
} from '../../src/platform/database/embedded/errors.js';
import { readPostmaster } from '../../src/platform/database/embedded/postmaster-file.js';
import { eventually, isAlive } from '../../src/platform/database/embedded/processes.js';
import {
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
  runningEmbeddedPostgres,
  startEmbeddedPostgres,
} from '../../src/platform/database/embedded/start.js';
import { testServer } from '../support/test-database.js';

const folder = mkdtempSync(join(testServer().dataDir, 'spec-'));
const dataDir = join(folder, 'data');
const running = new Set<EmbeddedPostgres>();
const supervisors = new Set<ChildProcess>();

async function start(options: Partial<EmbeddedPostgresOptions> = {}) {
  const lines: string[] = [];
  const log = (line: string) => void lines.push(line);
  const postgres = await startEmbeddedPostgres({ dataDir, durable: false, ...options, log });
  running.add(postgres);
  return Object.assign(postgres, { lines });
}

async function ask(url: string, ...statements: string[]): Promise<unknown[][]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    let rows: unknown[][] = [];
    for (const text of statements) rows = (await client.query({ text, rowMode: 'array' })).rows;
    return rows;
  } finally {
    await client.end();
  }
}

/** Starts PostgreSQL under a process of its own. */
async function startElsewhere(options: object): Promise<{ supervisor: ChildProcess; postmaster: number }> {
  const script = join(import.meta.dirname, '../support/supervise-postgres.mjs');
  const supervisor = spawn(process.execPath, [script, JSON.stringify({ durable: false, ...options })]);
  supervisors.add(supervisor);
  const [line] = (await once(supervisor.stdout, 'data')) as [Buffer];
  const started = JSON.parse(line.toString()) as EmbeddedPostgres;
  return { supervisor, postmaster: readPostmaster(join(started.dataDir, 'cluster'))?.pid ?? 0 };
}

const childrenNamed = (parent: number, name: string) =>
  spawnSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' })
    .stdout.split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([, ppid, ...args]) => Number(ppid) === parent && args.includes(name))
    .map(([pid]) => Number(pid));

beforeAll(async () => {
  chmodSync(folder, 0o755);
  await (await start()).stop();
});
afterEach(async () => {
  for (const postgres of running) await postgres.stop();
  for (const supervisor of supervisors) supervisor.kill('SIGKILL');
  running.clear();
  supervisors.clear();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a data folder', () => {
  it('keeps its data, passwords and port from one start to the next', async () => {
    const first = await start();
    await ask(first.ownerUrl, 'CREATE TABLE kept (word text)', `INSERT INTO kept VALUES ('still here')`);
    await first.stop();
    const second = await start();
    expect(second.ownerUrl).toBe(first.ownerUrl);
    expect(await ask(second.ownerUrl, 'SELECT word FROM kept')).toEqual([['still here']]);
    await ask(second.ownerUrl, 'DROP TABLE kept');
  });

  it('is readable by nobody else, its passwords neither', () => {
    expect(statSync(dataDir).mode & 0o777).toBe(0o700);
    expect(statSync(join(dataDir, 'credentials.json')).mode & 0o777).toBe(0o600);
  });

  it('is made afresh when the first start was killed half way', async () => {
    const half = join(folder, 'half');
    mkdirSync(join(half, 'cluster.new.1', 'base'), { recursive: true });
    writeFileSync(join(half, 'credentials.json'), '{}');
    const postgres = await start({ dataDir: half });
    expect(await ask(postgres.appUrl, 'SELECT 1')).toEqual([[1]]);
    expect(existsSync(join(half, 'cluster.new.1'))).toBe(false);
  });

  it('of another PostgreSQL version is refused', async () => {
    const old = join(folder, 'old');
    mkdirSync(join(old, 'cluster'), { recursive: true });
    writeFileSync(join(old, 'cluster', 'PG_VERSION'), '17\n');
    await expect(start({ dataDir: old })).rejects.toThrow(WrongDataVersion);
  });

  it('that the account of PostgreSQL cannot enter is replaced by one it can', async () => {
    if (process.getuid?.() !== 0) return; // only root has to hand the folder to another account
    const closed = join(folder, 'closed');
    mkdirSync(closed, { mode: 0o700 });
    const reachable = join(folder, 'reachable');
    const postgres = await start({ dataDir: join(closed, 'data'), cacheRoot: reachable });
    expect(postgres.dataDir.startsWith(join(reachable, 'data-'))).toBe(true);
    expect(runningEmbeddedPostgres(join(closed, 'data'), reachable)?.port).toBe(postgres.port);
  });

  it('that cannot be written, or holds something else, is refused', async () => {
    await expect(start({ dataDir: '/dev/null/data' })).rejects.toThrow(DataFolderUnusable);
    writeFileSync(join(folder, 'a-letter.txt'), 'not yours');
    await expect(start({ dataDir: folder })).rejects.toThrow(/holds other files/);
  });
});

describe('one process at a time', () => {
  it('supervises a data folder: the second is told which', async () => {
    await start();
    const error: unknown = await start().catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(DataFolderInUse);
    expect((error as Error).message).toContain(`in use by process ${process.pid}`);
  });

  it('and others find the running one', async () => {
    const { ownerUrl } = await start();
    expect(runningEmbeddedPostgres(dataDir)?.ownerUrl).toBe(ownerUrl);
  });

  it('owns the port', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as { port: number };
    await expect(start({ port })).rejects.toThrow(PortInUse);
    other.close();
  });
});

describe('the socket', () => {
  const peer = 'SELECT inet_client_addr()';

  it('is another way to the same database, with the same password, for nobody else', async () => {
    const { socketUrl, appUrl, port } = await start();
    expect(await ask(appUrl, peer)).toEqual([['127.0.0.1']]);
    expect(await ask(socketUrl!, peer)).toEqual([[null]]);
    await expect(ask(socketUrl!.replace(/emr_app:[^@]+/, 'emr_app:guess'), peer)).rejects.toThrow(/password/);
    expect(statSync(join(dataDir, `.s.PGSQL.${port}`)).mode & 0o777).toBe(0o700);
  });

  it('is done without where its path would be too long, and in a path with spaces it is not', async () => {
    const spaced = await start({ dataDir: join(folder, 'a b, c') });
    expect(await ask(spaced.socketUrl!, peer)).toEqual([[null]]);
    await spaced.stop();
    const far = await start({ dataDir: join(folder, 'far'.repeat(30)) });
    expect(far.socketUrl).toBeUndefined();
    expect(await ask(far.appUrl, peer)).toEqual([['127.0.0.1']]);
  });

  it('that a killed server left behind, its number now another program, hinders nobody', async () => {
    const killed = await start();
    const { port } = killed;
    await killed.stop();
    const other = readPostmaster(join(testServer().dataDir, 'cluster'))!.pid;
    writeFileSync(join(dataDir, `.s.PGSQL.${port}.lock`), `${other}\n`);
    const { socketUrl } = await start({ port });
    expect(await ask(socketUrl!, peer)).toEqual([[null]]);
  });
});

describe('a supervisor that is killed', () => {
  it('takes its PostgreSQL along, and the folder if that was temporary', async () => {
    const temporary = join(folder, 'temporary');
    const { supervisor, postmaster } = await startElsewhere({ dataDir: temporary, removeOnExit: true });
    supervisor.kill('SIGKILL');
    expect(await eventually(() => !isAlive(postmaster) && !existsSync(temporary), 10_000)).toBe(true);
  });

  it('leaves a PostgreSQL that the next start shuts down, should the watchdog be killed too', async () => {
    const { supervisor, postmaster } = await startElsewhere({ dataDir });
    for (const watchdog of childrenNamed(supervisor.pid ?? 0, 'benh-an-watchdog')) process.kill(watchdog, 'SIGKILL');
    supervisor.kill('SIGKILL');
    await once(supervisor, 'exit');
    expect(isAlive(postmaster)).toBe(true);
    const { lines, appUrl } = await start();
    expect(lines).toContainEqual(expect.stringContaining(`process ${postmaster}`));
    expect(isAlive(postmaster)).toBe(false);
    expect(await ask(appUrl, 'SELECT 1')).toEqual([[1]]);
  });

  it('together with its PostgreSQL leaves files that hinder nobody', async () => {
    const { supervisor, postmaster } = await startElsewhere({ dataDir });
    supervisor.kill('SIGSTOP');
    process.kill(postmaster, 'SIGKILL');
    supervisor.kill('SIGKILL');
    await once(supervisor, 'exit');
    expect(await ask((await start()).appUrl, 'SELECT 1')).toEqual([[1]]);
  });
});

describe('a PostgreSQL that is killed', () => {
  const postmaster = () => readPostmaster(join(dataDir, 'cluster'))!.pid;
  const isBack = (killed: number) =>
    eventually(() => {
      const now = readPostmaster(join(dataDir, 'cluster'));
      return now?.isReady === true && now.pid !== killed && isAlive(now.pid);
    }, 10_000);

  it('is there again on its port, time after time, with all that was committed', async () => {
    const { ownerUrl, lines } = await start({ durable: true });
    await ask(ownerUrl, 'CREATE TABLE kept_through (word text)');
    for (const signal of ['SIGKILL', 'SIGKILL', 'SIGINT'] as const) {
      await ask(ownerUrl, `INSERT INTO kept_through VALUES ('${signal}')`);
      const killed = postmaster();
      process.kill(killed, signal);
      expect(await isBack(killed)).toBe(true);
    }
    expect(await ask(ownerUrl, 'SELECT word FROM kept_through')).toEqual([['SIGKILL'], ['SIGKILL'], ['SIGINT']]);
    await ask(ownerUrl, 'DROP TABLE kept_through');
    expect(await eventually(() => lines.filter((line) => line.includes('there again')).length === 3, 10_000)).toBe(
      true,
    );
    const said = lines.flatMap((line) => /unexpectedly|in order/.exec(line)?.[0] ?? []);
    expect(said).toEqual(['unexpectedly', 'unexpectedly', 'in order']);
  });

  it('while it works leaves no process behind that writes beside the next', async () => {
    const { ownerUrl } = await start({ durable: true });
    const client = new pg.Client(ownerUrl);
    client.on('error', () => undefined);
    await client.connect();
    const { pid } = (await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')).rows[0]!;
    const busy = client.query('SELECT count(*) FROM generate_series(1, 1000000000)').catch(() => undefined);
    const killed = postmaster();
    process.kill(killed, 'SIGKILL');
    expect(await isBack(killed)).toBe(true);
    expect(isAlive(pid)).toBe(false);
    await busy;
  });

  it('is not started again when it is to end', async () => {
    const postgres = await start();
    const killed = postmaster();
    process.kill(killed, 'SIGKILL');
    await postgres.stop();
    expect(runningEmbeddedPostgres(dataDir)).toBeUndefined();
  });
});

describe('the roles', () => {
  const rights = `SELECT rolname, rolsuper, rolcreaterole, rolcreatedb, rolreplication, rolbypassrls
    FROM pg_roles WHERE rolname LIKE 'emr%' ORDER BY 1`;

  it('of the service and of the owner are nobody special', async () => {
    const { superuserUrl } = await start();
    expect(await ask(superuserUrl, rights)).toEqual([
      ['emr_app', false, false, false, false, false],
      ['emr_owner', false, false, true, false, false],
      ['emr_sealer', false, false, false, false, false],
    ]);
  });

  it('has the one that seals in a cluster from before there was one', async () => {
    const before = await start();
    await ask(before.superuserUrl, 'DROP OWNED BY emr_sealer', 'DROP ROLE emr_sealer');
    const file = join(before.dataDir, 'credentials.json');
    const known = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
    delete known['emr_sealer'];
    writeFileSync(file, JSON.stringify(known));
    await before.stop();
    expect(await ask((await start()).sealerUrl, 'SELECT current_user::text')).toEqual([['emr_sealer']]);
  });

  it('allow the service to connect and nothing else', async () => {
    const { appUrl } = await start();
    await expect(ask(appUrl, 'CREATE TABLE mine (id int)')).rejects.toThrow(/permission denied|no schema/);
    await expect(ask(appUrl, 'CREATE TEMP TABLE mine (id int)')).rejects.toThrow(/permission denied/);
    await expect(ask(appUrl, 'CREATE DATABASE mine')).rejects.toThrow(/permission denied/);
    await expect(ask(appUrl.replace('benh_an', 'postgres'), 'SELECT 1')).rejects.toThrow(/permission denied/);
  });

  it('need their password', async () => {
    const { appUrl } = await start();
    await expect(ask(appUrl.replace(/emr_app:[^@]+/, 'emr_app:guess'), 'SELECT 1')).rejects.toThrow(/password/);
  });
});

it('listens on this machine only', async () => {
  const { superuserUrl } = await start();
  expect(await ask(superuserUrl, 'SHOW listen_addresses')).toEqual([['127.0.0.1']]);
  expect(await ask(superuserUrl, 'SHOW unix_socket_directories')).toEqual([[`"${dataDir}"`]]);
});
