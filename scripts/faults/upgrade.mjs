// Upgrades while people write: migrations that fail and are killed half way, and the last release's code on the schema of this one.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { runningEmbeddedPostgres } from '../../dist/platform/database/embedded/start.js';
import { eventually, Hospital, root } from './hospital.mjs';
import { accounted, Load } from './load.mjs';
import { removeFolder, scratchFolder } from '../scratch.mjs';

const HALF = '29991231000000_half';

/** A migration fails half way, one is killed half way; each is told, leaves nothing, and is repaired by running again. */
export async function halfMigrated({ port }) {
  const hospital = new Hospital(port + 5, { settings: { WORKERS: '1' } });
  const folder = scratchFolder('benh-an-migrations-');
  try {
    await hospital.start();
    cpSync(join(root, 'prisma'), folder, { recursive: true });
    const script = (sql) => {
      mkdirSync(join(folder, 'migrations', HALF), { recursive: true });
      writeFileSync(join(folder, 'migrations', HALF, 'migration.sql'), sql);
    };
    const load = new Load(hospital);
    script('ALTER TABLE patient ADD COLUMN half int;\nSELECT 1 / 0;');
    const refused = await migrating(hospital, folder).ended;
    if (!/29991231000000_half failed and was rolled back: division by zero/.test(refused.output))
      throw new Error(refused.output);
    script('CREATE TABLE half (id uuid PRIMARY KEY);\nSELECT pg_sleep(2);');
    const killed = migrating(hospital, folder);
    await eventually(() => isSleeping(hospital), 10_000);
    killed.process.kill('SIGKILL');
    await killed.ended;
    if (await isThere(hospital, 'half')) throw new Error('half of a migration is there');
    const again = await migrating(hospital, folder).ended;
    if (again.status !== 0 || !/was interrupted: (nothing of it was left|all of it is there)/.test(again.output)) {
      throw new Error(again.output);
    }
    const seconds = await hospital.back(10_000);
    const { wrong, done } = await load.stop();
    if (wrong.length > 0) throw new Error(`answered ${JSON.stringify(wrong)}`);
    if (!(await isThere(hospital, 'half'))) throw new Error('the migration was not applied at last');
    return `told twice, repaired by running again, ready after ${seconds.toFixed(1)} s; ${done} writes meanwhile, ${await accounted(hospital)}`;
  } finally {
    await hospital.close();
    removeFolder(folder);
  }
}

const isSleeping = (hospital) =>
  hospital.sql(async (client) => {
    const { rows } = await client.query(`SELECT FROM pg_stat_activity WHERE wait_event = 'PgSleep'`);
    return rows.length > 0;
  });

const isThere = (hospital, table) =>
  hospital.sql(async (client) => (await client.query('SELECT to_regclass($1) AS at', [table])).rows[0].at !== null);

/** What `emr migrate` does, with migrations of a folder. */
function migrating(hospital, folder) {
  const { ownerUrl } = runningEmbeddedPostgres(join(hospital.cluster, '..'));
  const program = `
    import { migrate } from ${JSON.stringify(join(root, 'dist/platform/database/migrate.js'))};
    await migrate({ ownerUrl: process.env.OWNER_URL, folder: ${JSON.stringify(folder)}, log: console.log }).catch((error) => {
      console.log(error.message);
      process.exitCode = 1;
    });`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    env: { ...hospital.environment, OWNER_URL: ownerUrl },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text));
  const ended = new Promise((resolve) => child.on('close', (status) => resolve({ status, output })));
  return { process: child, ended };
}

/**
 * The last release serves while this one migrates its database, beside this one, and is replaced by it; people write all the while.
 * @returns undefined where the history that holds the last release is not at hand
 */
export async function twoVersions({ port }) {
  const release = lastRelease();
  if (!release) return undefined;
  const place = scratchFolder('benh-an-release-');
  const hospital = new Hospital(port + 6, { settings: { WORKERS: '1' }, program: place });
  let beside;
  try {
    build(release, place);
    await hospital.start();
    const before = await migrationsOf(hospital);
    const load = new Load(hospital);
    await sleep(500);
    const migrated = await hospital.emr('migrate', { program: root });
    if (migrated.status !== 0) throw new Error(migrated.output);
    const count = (await migrationsOf(hospital)) - before;
    const atMigrated = load.done;
    await eventually(() => load.done > atMigrated + 20, 10_000);
    await hospital.back(1000);
    beside = besideOf(hospital, port + 15);
    await beside.start();
    const both = new Load(beside);
    await eventually(() => both.done > 20, 10_000);
    const wrong = [...(await both.stop()).wrong];
    await beside.close();
    await load.stop();
    wrong.push(...load.wrong);
    if (wrong.length > 0) throw new Error(`answered ${JSON.stringify(wrong)}`);
    const told = [await accounted(beside, hospital), await accounted(hospital)];
    await hospital.stop();
    hospital.program = root;
    await hospital.start();
    told.push(await accounted(hospital));
    return `${release.slice(0, 7)} on the schema of this one (${count} migrations on): ${load.done} writes by it, ${both.done} by this one beside it; ${told.at(-1)}`;
  } finally {
    await beside?.close();
    await hospital.close();
    removeFolder(place);
  }
}

/** The newest tag of a version, else the state before the newest migration came in. */
function lastRelease() {
  const git = (...words) => spawnSync('git', words, { cwd: root, encoding: 'utf8' }).stdout?.trim() ?? '';
  const tag = git('describe', '--tags', '--abbrev=0', '--match', 'v[0-9]*', 'HEAD^');
  if (tag) return git('rev-parse', `${tag}^{commit}`);
  const newest = readdirSync(join(root, 'prisma', 'migrations'))
    .filter((name) => /^\d/.test(name))
    .sort()
    .at(-1);
  const [came] = git(
    'log',
    '--first-parent',
    '-m',
    '--diff-filter=A',
    '--format=%H',
    '--',
    `prisma/migrations/${newest}`,
  ).split('\n');
  return came ? git('rev-parse', '--verify', '--quiet', `${came}^1`) : undefined;
}

function build(release, place) {
  const archive = execFileSync('git', ['archive', release], { cwd: root, maxBuffer: 512 * 1024 * 1024 });
  execFileSync('tar', ['-x', '-C', place], { input: archive });
  symlinkSync(join(root, 'node_modules'), join(place, 'node_modules'));
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/build.mjs', '--service'], {
    cwd: place,
    encoding: 'utf8',
  });
  if (status !== 0 || !existsSync(join(place, 'dist', 'main.js')))
    throw new Error(`the release was not built: ${stdout}${stderr}`);
}

const migrationsOf = (hospital) =>
  hospital.sql(async (client) => {
    const { rows } = await client.query(
      'SELECT count(*)::int AS count FROM _prisma_migrations WHERE finished_at IS NOT NULL',
    );
    return rows[0].count;
  });

/** This version, on the database and with the secrets of the other. */
function besideOf(hospital, port) {
  const { appUrl } = runningEmbeddedPostgres(join(hospital.cluster, '..'));
  return new Hospital(port, {
    settings: {
      ...{ WORKERS: '1', DATABASE_URL: appUrl, AUDIT_SEAL_SECONDS: '0', HL7_MLLP_PORT: '', SECOND_FACTOR: 'optional' },
      TOKEN_SECRET_FILE: join(hospital.dataDir, 'token-secret'),
      SECOND_FACTOR_KEYS_FILE: join(hospital.dataDir, 'second-factor-keys'),
    },
  });
}
