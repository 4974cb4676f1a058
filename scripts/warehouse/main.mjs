#!/usr/bin/env node
// Three hospitals and a city's warehouse on this machine: each hospital is a real service with its own PostgreSQL, people write in all of
// them, and every command of `emr warehouse` is run. Prints what was seen, with figures, and counts:
//   npm run warehouse [-- --patients 500] [--seconds 10] [--short]
// The short one has two hospitals with nothing but their demo data.
import { parseArgs } from 'node:util';
import pg from 'pg';
import { Hospital } from '../faults/hospital.mjs';
import { freePorts } from '../free-ports.mjs';
import { removeFolder, scratchFolder } from '../scratch.mjs';
import { City, says } from './city.mjs';
import { comesBack, cutOff, follows } from './following.mjs';
import { moved } from './moved.mjs';
import { AS_WAREHOUSE, readings } from './reading.mjs';
import { halfWay, upgrade } from './upgrades.mjs';

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
const city = new City(home);
let [tried, held] = [0, 0];
const hospitals = [];

try {
  await makeHospitals();
  await city.start();
  await step('init', async () => {
    const said = says(await city.emr('init', '--language', 'en'), /Restart/g, 1);
    await city.stop();
    await city.start();
    return said;
  });
  for (const hospital of hospitals) await step(`add ${hospital.code}`, () => add(hospital));
  await step('people write in all of them: each row arrives', () => follows(city, hospitals, seconds));
  await step('verify: every trail is whole in its copy', () => tells('verify', /INTACT/g));
  await step('refresh: the tables of the city', () => tells('refresh', /rows into/g));
  await step('a question is on record, taken back or not; nothing is read past it', () =>
    readings({ warehouse: city, database: 'city' }),
  );
  await step('secrets stay at the hospitals', secretsStay);
  await step('a hospital that moved is followed where it is now', () => moved(city, hospitals));
  await step('an upgrade that fails, and one that is killed, leave nothing behind', () => halfWay(city, hospitals[0]));
  await step('an upgrade reaches the warehouse first', () => upgrade(city, hospitals));
  await step('a hospital that was away comes back, nothing is lost', () => comesBack(city, hospitals[1]));
  await step('a hospital that was cut off catches up, and so does a warehouse that was away', () =>
    cutOff(city, hospitals),
  );
  await step('verify: every trail is whole after all of it', () => tells('verify', /INTACT/g));
  await step('a trail that is cut in a copy is seen', cut);
  await step('status', () => tells('status', /follows/g));
} finally {
  await Promise.all(hospitals.map((hospital) => hospital.close()));
  await city.stop();
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

/** What a command says of every hospital. */
async function tells(word, wanted) {
  return says(await city.emr(word, '--language', 'en'), wanted, ALL);
}

/** Secrets reach the command by its environment, and no process list. */
async function add(hospital) {
  const { port } = await hospital.sql(async (client) => client.connectionParameters);
  hospital.url = `postgresql://emr_warehouse:of-${hospital.code}-only@127.0.0.1:${port}/benh_an`;
  return says(await city.emr('add', hospital.code, '--language', 'en', { WAREHOUSE_HOSPITAL_URL: hospital.url }));
}

async function secretsStay() {
  for (const hospital of hospitals) {
    const [{ n }] = await city.inCopy(hospital, 'SELECT count(password_hash)::int AS n FROM staff_member');
    if (n > 0) throw new Error(`${hospital.code}: ${n} passwords came over`);
    const client = new pg.Client(hospital.url);
    await client.connect();
    const refused = await client.query('SELECT password_hash FROM staff_member').catch(({ code }) => code);
    await client.end();
    if (refused !== '42501') throw new Error('the warehouse may read passwords at the hospital');
  }
  return 'no password came over, and the role of the warehouse may read none';
}

/** By somebody who is the superuser of the warehouse. */
async function cut() {
  await city.within(hospitals.at(-1), async (client) => {
    for (const statement of AS_WAREHOUSE) await client.query(statement);
  });
  const { status, output } = await city.emr('verify', '--language', 'en');
  if (status === 0 || !/TAMPERED/.test(output)) throw new Error(`the cut was not seen: ${output}`);
  return output.split('\n').find((line) => line.startsWith('TAMPERED'));
}
