#!/usr/bin/env node
// Three hospitals and a city's warehouse on this machine: each hospital is a real service with its own PostgreSQL, people write in all of
// them, and every command of `emr warehouse` is run. Prints what was seen, with figures, and counts:
//   npm run warehouse [-- --patients 500] [--seconds 10] [--short]
// The short one has two hospitals with nothing but their demo data.
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { startEmbeddedPostgres } from '../../dist/platform/database/embedded/start.js';
import { eventually, Hospital, root } from '../faults/hospital.mjs';
import { Load } from '../faults/load.mjs';
import { freePorts } from '../free-ports.mjs';
import { removeFolder, scratchFolder } from '../scratch.mjs';
import { AS_WAREHOUSE, readings, nextVersion, within } from './reading.mjs';

const { values } = parseArgs({
  options: {
    patients: { type: 'string', default: '300' },
    seconds: { type: 'string' },
    short: { type: 'boolean', default: false },
  },
});
const seconds = Number(values.seconds ?? (values.short ? 2 : 8));
const CODES = values.short ? ['79016', '01002'] : ['79016', '01002', '01003'];
const ALL = CODES.length;
const home = scratchFolder('warehouse-');
let [warehouse, tried, held] = [undefined, 0, 0];
const hospitals = [];

try {
  await makeHospitals();
  const place = { dataDir: join(home, 'city'), port: await freePorts(1), log: () => undefined };
  warehouse = await startEmbeddedPostgres(place);
  await step('init', async () => {
    const said = says(await emr('init', '--language', 'en'), /Restart/g, 1);
    await warehouse.stop();
    warehouse = await startEmbeddedPostgres(place);
    return said;
  });
  for (const hospital of hospitals) await step(`add ${hospital.code}`, () => add(hospital));
  await step('people write in all three: each row arrives', follows);
  await step('verify: every trail is whole in its copy', async () =>
    says(await emr('verify', '--language', 'en'), /INTACT/g, ALL),
  );
  await step('refresh: the tables of the city', async () =>
    says(await emr('refresh', '--language', 'en'), /rows into/g, ALL),
  );
  await step('a question is on record, taken back or not; nothing is read past it', () => readings(city()));
  await step('secrets stay at the hospitals', secretsStay);
  await step('a hospital that moved is followed where it is now', moved);
  await step('an upgrade that fails, and one that is killed, leave nothing behind', halfWay);
  await step('an upgrade reaches the warehouse first', () => upgrade());
  await step('a hospital that was away comes back, nothing is lost', comesBack);
  await step('a trail that is cut in a copy is seen', () => cut());
  await step('status', async () => says(await emr('status', '--language', 'en'), /follows/g, ALL));
} finally {
  await Promise.all(hospitals.map((hospital) => hospital.close()));
  await warehouse?.stop();
  removeFolder(home);
}
console.log(`\ntried ${tried}, held ${held}`);
process.exitCode = tried === held ? 0 : 1;

async function step(name, work) {
  tried += 1;
  try {
    const said = await work();
    held += 1;
    console.log(`held    ${name}${said ? `\n          ${said.trim().split('\n').join('\n          ')}` : ''}`);
  } catch (error) {
    console.log(`FELL    ${name}: ${error.message}`);
  }
}

async function makeHospitals() {
  const first = await freePorts(CODES.length * 4);
  // One after the other: each looks for a free port for its database.
  for (const [at, code] of CODES.entries()) {
    const settings = { WORKERS: '1', HOSPITAL_CODE: code, HL7_MLLP_PORT: '' };
    const hospital = new Hospital(first + at * 4, { settings });
    hospital.code = code;
    hospitals[at] = hospital;
    if (at === 0 && !values.short) says(await hospital.emr('generate', '--patients', values.patients, '--years', '1'));
    await hospital.start();
    await hospital.sql(async (client) => {
      await client.query(`ALTER SYSTEM SET wal_level = 'logical'`);
      await client.query(`CREATE ROLE emr_warehouse LOGIN REPLICATION PASSWORD 'of-${code}-only'`);
      await client.query('GRANT CONNECT ON DATABASE benh_an TO emr_warehouse');
    });
    await hospital.stop();
    says(await hospital.emr('migrate'));
    await hospital.start();
  }
}

/** Secrets reach the command by its environment, and no process list. */
async function add(hospital) {
  const { port } = await hospital.sql(async (client) => client.connectionParameters);
  hospital.url = `postgresql://emr_warehouse:of-${hospital.code}-only@127.0.0.1:${port}/benh_an`;
  return says(await emr('add', hospital.code, '--language', 'en', { WAREHOUSE_HOSPITAL_URL: hospital.url }));
}

/** How far behind the copies are while people write, and how many rows came. */
async function follows() {
  const loads = hospitals.map((hospital) => new Load(hospital, 2));
  const [began, before, lags] = [performance.now(), await eventsHere(), []];
  while (performance.now() - began < seconds * 1000) {
    await sleep(500);
    lags.push(...(await Promise.all(hospitals.map(lagOf))));
  }
  for (const load of loads) await load.stop();
  const written = loads.reduce((sum, { done }) => sum + done, 0);
  await arrived();
  const took = (performance.now() - began) / 1000;
  const events = (await eventsHere()) - before;
  lags.sort((a, b) => a - b);
  const at = (part) => `${lags[Math.min(lags.length - 1, Math.floor(lags.length * part))].toFixed(0)} ms`;
  return `${written} patients registered in ${took.toFixed(1)} s, ${Math.round(events / took)} events a second came over; behind by ${at(0.5)} in the middle, ${at(0.99)} at most (99 of 100)`;
}

/** What the hospital had committed is in the copy after so many ms. */
async function lagOf(hospital) {
  const began = performance.now();
  const newest = await newestOf(hospital);
  await eventually(
    async () => (await inCopy(hospital, 'SELECT FROM audit.event WHERE id = $1', [newest])).length > 0,
    20_000,
  );
  return performance.now() - began;
}

async function newestOf(hospital) {
  const { rows } = await hospital.sql((client) =>
    client.query('SELECT id FROM audit.event ORDER BY xid DESC, id DESC LIMIT 1'),
  );
  return rows[0].id;
}

/** Each table has as many rows there as here, but for what is left at the hospital. */
async function arrived() {
  for (const hospital of hospitals) {
    await lagOf(hospital);
    await eventually(async () => (await differing(hospital)).length === 0, 20_000).catch(async () => {
      throw new Error(`${hospital.code}: other counts in ${(await differing(hospital)).join(', ')}`);
    });
  }
}

async function differing(hospital) {
  const text = (names) =>
    names.map((name) => `SELECT '${name}' AS name, count(*)::int AS n FROM ${name}`).join(' UNION ALL ');
  const names = await hospital.sql(async (client) =>
    (await client.query(`SELECT relation::text AS name FROM audit.published_columns()`)).rows.map(({ name }) => name),
  );
  const here = await hospital.sql(async (client) => (await client.query(text(names))).rows);
  const there = new Map((await inCopy(hospital, text(names))).map(({ name, n }) => [name, n]));
  return here.filter(({ name, n }) => there.get(name) !== n).map(({ name, n }) => `${name} (${n}, ${there.get(name)})`);
}

async function eventsHere() {
  const counts = await Promise.all(hospitals.map((one) => inCopy(one, 'SELECT count(*)::int AS n FROM audit.event')));
  return counts.reduce((sum, [{ n }]) => sum + n, 0);
}

async function secretsStay() {
  for (const hospital of hospitals) {
    const [{ n }] = await inCopy(hospital, 'SELECT count(password_hash)::int AS n FROM staff_member');
    if (n > 0) throw new Error(`${hospital.code}: ${n} passwords came over`);
    const client = new pg.Client(hospital.url);
    await client.connect();
    const refused = await client.query('SELECT password_hash FROM staff_member').catch(({ code }) => code);
    await client.end();
    if (refused !== '42501') throw new Error('the warehouse may read passwords at the hospital');
  }
  return 'no password came over, and the role of the warehouse may read none';
}

/** What the first of two migrations wrote is taken out, whatever became of the second; the copies go on following the older version. */
async function halfWay() {
  const [hospital] = hospitals;
  const place = join(home, 'half');
  await nextVersion(root, place, 'SELECT 1 / 0;');
  const failed = await emr('migrate', '--language', 'en', { program: place });
  if (failed.status === 0) throw new Error('a migration that cannot be done was done');
  await followsStill(hospital);
  const slow = join(home, 'slow');
  await nextVersion(root, slow, 'SELECT pg_sleep(4);');
  const killed = await killedWhile(slow, () => asleepIn(hospital));
  const left = await inCopy(hospital, 'SELECT id FROM ward_of_the_drill');
  return `${failed.output.split('\n').at(-1)}; killed: ${killed}, with ${left.length} rows of its own in the copy`;
}

async function followsStill(hospital) {
  const load = new Load(hospital, 2);
  await sleep(500);
  await load.stop();
  await arrived();
}

/** Whether the second migration is at work in the copy, the first being done. */
async function asleepIn(hospital) {
  const text = `SELECT FROM pg_stat_activity WHERE datname = $1 AND state = 'active' AND query LIKE '%pg_sleep(4)%' AND pid <> pg_backend_pid()`;
  return (await inCopy(hospital, text, [`hospital_${hospital.code}`])).length > 0;
}

/** The same hospital by another name of its machine, with another password; another hospital is not taken for it, nor one without its slot. */
async function moved() {
  const [hospital, other] = hospitals;
  const reconnect = (url) => emr('reconnect', hospital.code, '--language', 'en', { WAREHOUSE_HOSPITAL_URL: url });
  const wrong = await reconnect(other.url);
  if (wrong.status === 0) throw new Error('another hospital was taken for it');
  await hospital.sql(async (client) => {
    await client.query(`ALTER ROLE emr_warehouse PASSWORD 'another-one'`);
    await client.query('SELECT pg_terminate_backend(active_pid) FROM pg_replication_slots WHERE active');
  });
  const url = new URL(hospital.url);
  [url.hostname, url.password] = ['localhost', 'another-one'];
  says(await reconnect(url.href));
  await followsStill(hospital);
  const slot = await hospital.sql(async (client) => {
    const { rows } = await client.query('SELECT slot_name, active_pid FROM pg_replication_slots WHERE slot_type = $1', [
      'logical',
    ]);
    return rows[0].slot_name;
  });
  // As after a restore from a backup: the slot is not there.
  await within(warehouse, `hospital_${hospital.code}`, (client) => client.query(`ALTER SUBSCRIPTION ${slot} DISABLE`));
  await eventually(() => dropSlot(hospital, slot), 20_000);
  const lost = await reconnect(url.href);
  if (lost.status === 0) throw new Error('it was reconnected to a hospital that kept nothing for it');
  const anew = says(
    await emr('add', hospital.code, '--anew', '--language', 'en', { WAREHOUSE_HOSPITAL_URL: url.href }),
  );
  await followsStill(hospital);
  return [wrong, lost]
    .map(({ output }) => output.split('\n').at(-1))
    .concat(anew.split('\n').at(-1))
    .join('\n');
}

function dropSlot(hospital, slot) {
  return hospital.sql((client) =>
    client.query('SELECT pg_drop_replication_slot($1)', [slot]).then(
      () => true,
      () => false,
    ),
  );
}

/** A migration that adds a table with rows, a column with rows changed, and rows to a table that there is. */
async function upgrade() {
  const place = join(home, 'next');
  await nextVersion(root, place);
  const next = { program: place };
  says(await emr('migrate', '--language', 'en', next), /migrations? applied/g, ALL);
  const [hospital] = hospitals;
  // What the older version writes fits into the newer copies.
  const before = new Load(hospital, 2);
  await sleep(1000);
  await before.stop();
  await arrived();
  const load = new Load(hospital, 2);
  says(await hospital.emr('migrate', next));
  await sleep(1000);
  await load.stop();
  says(await emr('refresh', '--language', 'en', next), /rows into/g, ALL);
  await eventually(async () => (await inCopy(hospital, 'SELECT FROM ward_of_the_drill')).length > 0, 20_000);
  await arrived();
  return says(await emr('verify', '--language', 'en', next), /INTACT/g, ALL)
    .split('\n')
    .at(1);
}

async function comesBack() {
  const [, hospital] = hospitals;
  await hospital.stop();
  await sleep(1500);
  await hospital.start();
  const load = new Load(hospital, 2);
  await sleep(1500);
  await load.stop();
  await eventually(async () => (await differing(hospital)).length === 0, 60_000);
}

/** By somebody who is the superuser of the warehouse. */
async function cut() {
  const hospital = hospitals.at(-1);
  await within(warehouse, `hospital_${hospital.code}`, async (client) => {
    for (const statement of AS_WAREHOUSE) await client.query(statement);
  });
  const { status, output } = await emr('verify', '--language', 'en');
  if (status === 0 || !/TAMPERED/.test(output)) throw new Error(`the cut was not seen: ${output}`);
  return output.split('\n').find((line) => line.startsWith('TAMPERED'));
}

function city() {
  return { warehouse, emr, database: 'city' };
}

function inCopy(hospital, text, given = []) {
  return within(warehouse, `hospital_${hospital.code}`, async (client) => (await client.query(text, given)).rows);
}

/** `emr warehouse`, with the environment that it needs. @returns its exit code and all it said */
function emr(...words) {
  const child = begun(...words);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text));
  return new Promise((resolve) => child.on('close', (status) => resolve({ status, output: output.trim() })));
}

function begun(...words) {
  const { program = root, ...more } = typeof words.at(-1) === 'object' ? words.pop() : {};
  const url = new URL(warehouse.superuserUrl);
  url.pathname = '/city';
  const file = join(home, 'warehouse-url');
  writeFileSync(file, url.href, { mode: 0o600 });
  const env = { PATH: process.env.PATH, HOME: process.env.HOME, WAREHOUSE_URL_FILE: file, ...more };
  return spawn(process.execPath, [join(program, 'dist', 'cli', 'main.js'), 'warehouse', ...words], {
    env,
    cwd: program,
  });
}

/** Kills `emr warehouse migrate` of a program while something is so. */
async function killedWhile(program, isSo) {
  const child = begun('migrate', '--language', 'en', { program });
  child.stdout.resume();
  child.stderr.resume();
  await eventually(isSo, 30_000);
  child.kill('SIGKILL');
  return new Promise((resolve) => child.on('close', (_, signal) => resolve(signal)));
}

/** @throws Error where it failed, or did not say so `times` times */
function says({ status, output }, wanted, times) {
  if (status !== 0) throw new Error(`exit code ${status}: ${output.slice(-1500)}`);
  if (wanted && (output.match(wanted) ?? []).length < times) throw new Error(`it said: ${output.slice(-1500)}`);
  return output;
}
