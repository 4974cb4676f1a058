import { spawn } from 'node:child_process';
import {
  appendFileSync,
  chownSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import type { Account } from './account.js';
import { type Binaries, program } from './binaries.js';
import { type Credentials, DATABASE, newCredentials, readCredentials, saveCredentials } from './credentials.js';
import { PostgresDidNotStart, WrongDataVersion } from './errors.js';
import { settingsFile } from './settings.js';

/** What the steps of a first start work with. */
export interface Site {
  dataDir: string;
  binaries: Binaries;
  account: Account;
  durable: boolean;
  /** See {@link StartSettings}. */
  archiveTo?: string;
  more?: readonly string[];
  /** How long it may take until it answers, in ms; recovery of a long log takes longer than a start does. */
  readyMs?: number;
}

/** Where PostgreSQL keeps its files below the data folder. */
export const clusterOf = (dataDir: string): string => join(dataDir, 'cluster');

/** Whether the database in a folder follows another. */
export const isStandby = (dataDir: string): boolean => existsSync(join(clusterOf(dataDir), 'standby.signal'));

/**
 * Makes the cluster, its roles and the database when the folder has none. It appears under its name in one rename, when
 * it is complete: a crash on the way leaves nothing but a folder that the next start clears.
 * @returns whether it was made now
 * @throws {WrongDataVersion} when the folder holds another version's cluster
 * @throws {PostgresDidNotStart} when initdb fails, with its last words
 */
export async function ensureCluster(site: Site, log: (line: string) => void): Promise<boolean> {
  const cluster = clusterOf(site.dataDir);
  if (existsSync(cluster)) {
    const version = readFileSync(join(cluster, 'PG_VERSION'), 'utf8').trim();
    if (version !== site.binaries.major) throw new WrongDataVersion(site.dataDir, version, site.binaries.major);
    return false;
  }
  log(`Making a PostgreSQL ${site.binaries.major} database in ${site.dataDir}`);
  removeUnfinished(site.dataDir);
  const unfinished = `${cluster}.new.${process.pid}`;
  const credentials = newCredentials();
  await initialise(site, unfinished, credentials);
  appendFileSync(join(unfinished, 'postgresql.conf'), settingsFile(site.binaries, site));
  await execute(site, unfinished, 'postgres', rolesAndDatabase(credentials));
  await execute(site, unfinished, DATABASE, rightsInDatabase());
  saveCredentials(site.dataDir, credentials);
  renameSync(unfinished, cluster);
  return true;
}

/** What a first start that was killed left; its initdb may still be writing there, hence a name of our own each time. */
function removeUnfinished(dataDir: string): void {
  for (const name of readdirSync(dataDir).filter((entry) => entry.startsWith('cluster.new'))) {
    rmSync(join(dataDir, name), { recursive: true, force: true, maxRetries: 5 });
  }
}

async function initialise(site: Site, cluster: string, credentials: Credentials): Promise<void> {
  const passwordFile = join(site.dataDir, 'initdb-password');
  writeFileSync(passwordFile, `${credentials.postgres}\n`, { mode: 0o600 });
  if (site.account.ids) chownSync(passwordFile, site.account.ids.uid, site.account.ids.gid);
  try {
    await run(site, program(site.binaries, 'initdb'), [
      ...[`--pgdata=${cluster}`, '--username=postgres', `--pwfile=${passwordFile}`, '--auth=scram-sha-256'],
      ...['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'],
      ...['--no-instructions', ...(site.durable ? [] : ['--no-sync'])],
    ]);
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

/** The owner migrates; it may create databases, which comparing schemas and the tests need. Application and sealer may connect. */
function rolesAndDatabase(credentials: Credentials): string[] {
  return [
    `CREATE ROLE emr_owner LOGIN NOSUPERUSER NOCREATEROLE CREATEDB NOREPLICATION NOBYPASSRLS PASSWORD '${credentials.emr_owner}'`,
    `CREATE ROLE emr_app LOGIN NOSUPERUSER NOCREATEROLE NOCREATEDB NOREPLICATION NOBYPASSRLS PASSWORD '${credentials.emr_app}'`,
    ...sealingRole(credentials.emr_sealer).slice(0, 1),
    `CREATE DATABASE ${DATABASE} OWNER emr_owner TEMPLATE template0`,
    `REVOKE ALL ON DATABASE ${DATABASE}, postgres, template1 FROM PUBLIC`,
    `GRANT CONNECT ON DATABASE ${DATABASE} TO emr_app`,
    ...sealingRole(credentials.emr_sealer).slice(1),
    ...LIMITS,
    `GRANT CONNECT ON DATABASE postgres TO emr_owner`,
  ];
}

/** The role that seals the trail, and its way in. */
const sealingRole = (password: string): string[] => [
  `CREATE ROLE emr_sealer LOGIN NOSUPERUSER NOCREATEROLE NOCREATEDB NOREPLICATION NOBYPASSRLS PASSWORD '${password}'`,
  `GRANT CONNECT ON DATABASE ${DATABASE} TO emr_sealer`,
];

/** An open transaction holds sealing back. Sessions may set other limits for themselves: the sealer ends those. */
const LIMITS: readonly string[] = [
  `ALTER ROLE emr_app SET transaction_timeout = '5min'`,
  `ALTER ROLE emr_app SET idle_in_transaction_session_timeout = '1min'`,
  `ALTER ROLE emr_sealer SET idle_in_transaction_session_timeout = '1min'`,
  `GRANT pg_signal_backend TO emr_sealer`,
];

/** Gives the roles of a cluster from before there were limits the limits that a new one has. */
export async function ensureLimits(superuserUrl: string): Promise<void> {
  const client = new pg.Client(superuserUrl);
  await client.connect();
  try {
    const { rows } = await client.query(
      `SELECT FROM pg_roles app WHERE rolname = 'emr_app' AND rolconfig @> ARRAY['transaction_timeout=5min']
         AND EXISTS (SELECT FROM pg_auth_members m WHERE m.roleid = 'pg_signal_backend'::regrole AND m.member = to_regrole('emr_sealer'))`,
    );
    if (rows.length === 0) for (const statement of LIMITS) await client.query(statement);
  } finally {
    await client.end();
  }
}

/** Makes the role that seals in a cluster from before it had one. */
export async function ensureSealingRole(
  dataDir: string,
  superuserUrl: (credentials: Credentials) => string,
): Promise<void> {
  const credentials = readCredentials(dataDir);
  if (credentials.emr_sealer) return;
  const completed = { ...credentials, emr_sealer: newCredentials().emr_sealer };
  const client = new pg.Client(superuserUrl(credentials));
  await client.connect();
  try {
    // Left behind by a start that was killed before it kept the password.
    await client.query(`DROP OWNED BY emr_sealer; DROP ROLE emr_sealer`).catch(() => undefined);
    for (const statement of sealingRole(completed.emr_sealer)) await client.query(statement);
  } finally {
    await client.end();
  }
  saveCredentials(dataDir, completed);
}

function rightsInDatabase(): string[] {
  return ['ALTER SCHEMA public OWNER TO emr_owner', 'REVOKE ALL ON SCHEMA public FROM PUBLIC'];
}

/** Runs statements with the cluster at rest, in PostgreSQL's single-user mode: no port, no password on the way. */
async function execute(site: Site, cluster: string, database: string, statements: string[]): Promise<void> {
  const calm = ['-c', 'log_checkpoints=off', '-c', 'shared_preload_libraries=', '-c', 'logging_collector=off'];
  const quick = site.durable ? [] : ['-c', 'fsync=off'];
  const args = ['--single', '-D', cluster, ...calm, ...quick, database];
  const output = await run(site, program(site.binaries, 'postgres'), args, `${statements.join('\n')}\n`);
  const refusal = output.split('\n').find((line) => /\b(ERROR|FATAL|PANIC):/.test(line));
  if (refusal) throw new PostgresDidNotStart(`PostgreSQL refused a statement of its first start: ${refusal}`);
}

/** Runs one of PostgreSQL's programs to its end and returns what it printed. */
function run(site: Site, file: string, args: string[], input = ''): Promise<string> {
  return new Promise((resolve, reject) => {
    const env = { PATH: process.env['PATH'], TZ: 'UTC', LC_ALL: 'C' };
    const child = spawn(file, args, { cwd: '/', env, ...site.account.ids });
    let output = '';
    child.stdout.on('data', (text: Buffer) => (output += text.toString()));
    child.stderr.on('data', (text: Buffer) => (output += text.toString()));
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve(output);
      else {
        reject(
          new PostgresDidNotStart(`The database could not be made: ${output.trim().split('\n').slice(-3).join(' ')}`),
        );
      }
    });
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });
}
