// A scratch hospital to attack: its own PostgreSQL, and the built service on it, with the demo data.
import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { startEmbeddedPostgres } from '../../dist/platform/database/embedded/start.js';
import { migrate } from '../../dist/platform/database/migrate.js';
import { removeFolder, scratchFolder, whenTold } from '../scratch.mjs';

const root = join(import.meta.dirname, '..', '..');
const UNSEALED =
  'SELECT FROM audit.event e WHERE NOT EXISTS (SELECT FROM audit.leaf l WHERE l.event_id = e.id) LIMIT 1';
const PASSWORD = 'Bars-Demo-2026!x';
const SECRET = randomBytes(48).toString('base64');

/** Starts everything; `close` stops it and removes the files. */
export async function scratchHospital(port) {
  const home = scratchFolder('attack-');
  const quiet = () => undefined;
  const database = join(home, 'postgres');
  const postgres = await startEmbeddedPostgres({ dataDir: database, durable: false, removeOnExit: true, log: quiet });
  const { ownerUrl } = postgres;
  const repair = () => migrate({ ownerUrl, log: quiet });
  await repair();
  const environment = {
    ...process.env,
    ...{ PORT: String(port), WORKERS: '1', DATA_DIR: join(home, 'data'), LOG_LEVEL: 'silent', LOG_FORMAT: 'json' },
    ...{ DATABASE_URL: postgres.appUrl, DATABASE_SEALER_URL: postgres.sealerUrl, DATABASE_OWNER_URL: '' },
    ...{ TOKEN_SECRET: SECRET, SEED_DEMO: 'true', DEMO_PASSWORD: PASSWORD },
    ...{ SECOND_FACTOR: 'optional', AUDIT_SEAL_SECONDS: '1', RADAR_EVERY_MINUTES: '0' },
  };
  const service = spawn(process.execPath, [join(root, 'dist', 'main.js')], { env: environment, stdio: 'ignore' });
  whenTold(() => service.kill('SIGKILL'));
  const clients = await connectAll(postgres);
  const hospital = {
    ...postgres,
    ...clients,
    home,
    repair,
    url: `http://127.0.0.1:${port}`,
    /** What signs its access tokens. */
    secret: SECRET,
    token: (role) => tokenOf(port, role),
    /** Runs `emr` with this hospital's settings, on this database as the owner. */
    emr: (words, databaseUrl = ownerUrl) => {
      const env = { ...environment, DATABASE_OWNER_URL: databaseUrl };
      const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'dist', 'cli', 'main.js'), ...words], {
        env,
        encoding: 'utf8',
      });
      return { status, output: `${stdout}${stderr}` };
    },
    get: (path, role) => call(port, 'GET', path, role),
    post: (path, body, role, headers) => call(port, 'POST', path, role, body, headers),
    /** The rows that the owner reads. */
    rows: async (text, values) => (await clients.owner.query(text, values)).rows,
    ready: async () => (await call(port, 'GET', '/health/ready')).status,
    /** Waits until every event is sealed. */
    sealed: () => eventually(async () => (await clients.owner.query(UNSEALED)).rowCount === 0, 15_000),
    stopService: async () => {
      if (service.exitCode !== null) return;
      service.kill('SIGTERM');
      await new Promise((resolve) => service.once('exit', resolve));
    },
    close: async () => {
      await hospital.stopService();
      for (const client of [...Object.values(clients), hospital.copier]) await client?.end();
      await postgres.stop();
      removeFolder(home);
    },
  };
  try {
    await eventually(async () => (await hospital.ready().catch(() => 0)) === 200, 180_000);
    if (service.exitCode !== null) throw new Error('The service did not start.');
  } catch (error) {
    await hospital.close();
    throw error;
  }
  return hospital;
}

async function connectAll({ ownerUrl, appUrl, sealerUrl, superuserUrl }) {
  const urls = { owner: ownerUrl, app: appUrl, sealer: sealerUrl, superuser: superuserUrl };
  const entries = Object.entries(urls).map(async ([name, url]) => {
    const client = new pg.Client(url);
    client.on('error', () => undefined);
    await client.connect();
    return [name, client];
  });
  return Object.fromEntries(await Promise.all(entries));
}

/** Half of what an access token is good for: on a machine that does much else the attacks take longer than that. */
const FRESH_MS = 7 * 60_000;
const tokens = new Map();

async function tokenOf(port, role) {
  const known = tokens.get(role);
  return known && performance.now() - known.since < FRESH_MS ? known.token : signIn(port, role);
}

async function call(port, method, path, role, body, more = {}) {
  const headers = { 'Content-Type': 'application/json', ...more };
  if (role) headers.Authorization = `Bearer ${await tokenOf(port, role)}`;
  const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
    method,
    headers,
    body: body && JSON.stringify(body),
    signal: AbortSignal.timeout(20_000),
  });
  const text = await answer.text();
  return { status: answer.status, text };
}

async function signIn(port, username) {
  const { text } = await call(port, 'POST', '/api/v1/auth/login', undefined, { username, password: PASSWORD });
  const token = JSON.parse(text).accessToken;
  tokens.set(username, { token, since: performance.now() });
  return token;
}

/** Waits until it holds. @throws Error after `ms` */
export async function eventually(holds, ms) {
  const deadline = performance.now() + ms;
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error(`Not so within ${ms / 1000} s.`);
    await sleep(100);
  }
}
