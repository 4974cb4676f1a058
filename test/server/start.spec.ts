import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { oneAtATime } from '../../scripts/one-at-a-time.mjs';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { freePort } from '../support/free-port.js';
import { until } from '../support/until.js';

const SECRET = 'a secret of tests that is long enough';

/** Starts the built service with these settings alone, and waits for its end. */
async function startAndEnd(settings: Record<string, string>): Promise<{ code: number; said: string }> {
  const service = spawn(process.execPath, ['dist/main.js'], {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...settings },
  });
  let said = '';
  service.stdout.on('data', (text: Buffer) => (said += text.toString()));
  service.stderr.on('data', (text: Buffer) => (said += text.toString()));
  const [code] = (await once(service, 'close')) as [number];
  return { code, said: said.trim() };
}

describe('A service that cannot start says why in one sentence and ends with 1', () => {
  let folder: string;
  let taken: Server;
  let takenPort: string;
  let database: TestDatabase;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'benh-an-start-'));
    taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    takenPort = String((taken.address() as AddressInfo).port);
    database = await createTestDatabase();
  });
  afterAll(async () => {
    taken.close();
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  const cases: [string, () => Record<string, string>, RegExp][] = [
    [
      'a port in use',
      () => ({ PORT: takenPort, DATA_DIR: join(folder, 'a') }),
      /^Port \d+ on 127\.0\.0\.1 is in use: .+\.$/,
    ],
    ['a port that is no number', () => ({ PORT: 'abc' }), /^Setting wrong: PORT must be a whole number .+\.$/],
    [
      'port 0, which workers cannot share',
      () => ({ PORT: '0', DATA_DIR: join(folder, 'c') }),
      /^PORT must not be 0: .+\.$/,
    ],
    [
      'a certificate without its key',
      () => ({ TLS_CERTIFICATE: 'emr.pem', HTTP_PORT: '80' }),
      /^Setting wrong: TLS_KEY is required with TLS_CERTIFICATE\.$/,
    ],
    [
      'a certificate that is not there',
      () => ({ TLS_CERTIFICATE: '/none/emr.pem', TLS_KEY: '/none/emr.key', DATA_DIR: join(folder, 'd') }),
      /^TLS_CERTIFICATE, TLS_KEY: \/none\/emr\.pem cannot be read \(ENOENT\)\.$/,
    ],
    [
      'a trust list that is half-written',
      () => {
        writeFileSync(join(folder, 'half.pem'), '-----BEGIN CERTIFICATE-----\nMIIB');
        return { SIGNATURE_TRUST: join(folder, 'half.pem'), DATA_DIR: join(folder, 'f') };
      },
      /^SIGNATURE_TRUST: .+half\.pem: it is cut off or half-written.+\.$/,
    ],
    [
      'a missing secret',
      () => ({ DATABASE_URL: 'postgresql://emr_app@127.0.0.1:1/x' }),
      /^Setting wrong: TOKEN_SECRET is required with DATABASE_URL.+\.$/,
    ],
    [
      'an address that is not of this machine',
      () => ({ HOST: '192.0.2.1', DATA_DIR: join(folder, 'b') }),
      /^Cannot listen on 192\.0\.2\.1:3000 .+\.$/,
    ],
  ];
  it.each(cases)('%s', async (_, settings, sentence) => {
    const { code, said } = await startAndEnd(settings());
    expect(said).toMatch(sentence);
    expect(said.split('\n')).toHaveLength(1);
    expect(code).toBe(1);
  });

  it('a database that nothing answers for', async () => {
    const port = String(await freePort());
    const { code, said } = await startAndEnd({
      PORT: port,
      DATABASE_URL: 'postgresql://emr_app@127.0.0.1:1/benh_an',
      TOKEN_SECRET: SECRET,
    });
    expect(said).toMatch(/^The database of DATABASE_URL cannot be reached: .+\.$/);
    expect(code).toBe(1);
  });

  it('a database that is not migrated', async () => {
    const bare = new URL(database.superuserUrl);
    bare.pathname = '/postgres';
    const { code, said } = await startAndEnd({
      PORT: String(await freePort()),
      DATABASE_URL: bare.href,
      TOKEN_SECRET: SECRET,
    });
    expect(said).toMatch(
      /^The database of DATABASE_URL is not migrated: set DATABASE_OWNER_URL or run "emr migrate"\.$/,
    );
    expect(code).toBe(1);
  });

  it.each(['ownerUrl', 'superuserUrl'] as const)('a database as a role that nothing holds back (%s)', async (url) => {
    const { code, said } = await startAndEnd({
      PORT: String(await freePort()),
      DATABASE_URL: database[url],
      TOKEN_SECRET: SECRET,
    });
    expect(said).toMatch(/^DATABASE_URL names the role \w+, which no rule of the database holds back: .+\.$/);
    expect(code).toBe(1);
  });

  it('a data folder that is a file', async () => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    const { code, said } = await startAndEnd({ PORT: String(await freePort()), DATA_DIR: file });
    expect(said).toContain(file);
    expect(said).not.toMatch(/\n\s+at /);
    expect(code).toBe(1);
  });
});

describe('Who begin a service and its tests in one tree', () => {
  let tree: string;
  const inTree = (...parts: string[]) => join(tree, ...parts);
  const lock = () => inTree('dist', '.building');
  beforeAll(() => {
    tree = mkdtempSync(join(tmpdir(), 'benh-an-tree-'));
    const [folders, programs] = [
      ['scripts', 'prisma/schema', 'src/generated/prisma'],
      ['scripts/build.mjs', 'scripts/compile.mjs', 'scripts/one-at-a-time.mjs'],
    ];
    for (const folder of folders) mkdirSync(inTree(folder), { recursive: true });
    for (const name of [...programs, 'package.json', '.swcrc']) copyFileSync(name, inTree(name));
    symlinkSync(resolve('node_modules'), inTree('node_modules'));
    // Its database client is generated already: of no schema file.
    const hash = createHash('sha256').update(readFileSync('node_modules/prisma/package.json'));
    writeFileSync(inTree('src', 'generated', '.schema-hash'), hash.digest('hex'));
    writeFileSync(inTree('src', 'main.ts'), 'export const built = true;\n');
  });
  afterAll(() => rmSync(tree, { recursive: true, force: true }));

  /** Builds the tree if it is stale, as both commands begin. */
  function build() {
    const building = spawn(process.execPath, [inTree('scripts', 'build.mjs'), '--if-stale', '--service']);
    const told = { said: '', code: undefined as number | null | undefined };
    const hear = (text: Buffer) => (told.said += text.toString());
    for (const stream of [building.stdout, building.stderr]) stream.on('data', hear);
    const over = once(building, 'close').then(([code]) => (told.code = code as number | null));
    return { told, over };
  }
  const compiled = (told: { said: string }) => /^Compiling: /m.test(told.said);

  it('at once build it once', async () => {
    const both = [build(), build()];
    await Promise.all(both.map(({ over }) => over));
    const told = both.map((one) => one.told);
    expect(told).toMatchObject([{ code: 0 }, { code: 0 }]);
    expect(told.map(compiled).sort()).toEqual([false, true]);
    expect([existsSync(inTree('dist', 'main.js')), existsSync(lock())]).toEqual([true, false]);
  });

  it('wait for one who is at it, and go by the lock of one who was killed', async () => {
    rmSync(inTree('dist', 'main.js'));
    writeFileSync(lock(), String(process.pid));
    const { told, over } = build();
    await until(() => told.said.includes(`Waiting for process ${process.pid}`));
    expect([told.code, existsSync(inTree('dist', 'main.js'))]).toEqual([undefined, false]);
    const gone = spawn(process.execPath, ['--version']);
    await once(gone, 'exit');
    writeFileSync(lock(), String(gone.pid));
    await over;
    expect([told.code, compiled(told), existsSync(lock())]).toEqual([0, true, false]);
  });

  it('wait no longer than their limit, and say for whom they waited', async () => {
    writeFileSync(lock(), String(process.pid));
    await expect(oneAtATime(lock(), 0, () => 'built')).rejects.toThrow(`process ${process.pid} holds ${lock()}`);
    rmSync(lock());
    expect(await oneAtATime(lock(), 0, () => 'built')).toBe('built');
  });
});
