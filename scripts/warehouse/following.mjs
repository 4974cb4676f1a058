// Whether the copies follow: while people write, after a hospital was away, and after one was cut off.
import { setTimeout as sleep } from 'node:timers/promises';
import { eventually } from '../faults/hospital.mjs';
import { Load } from '../faults/load.mjs';

const CATCHING_UP_MS = 60_000;

/** How far behind the copies are while people write, and how many rows came. */
export async function follows(city, hospitals, seconds) {
  const loads = hospitals.map((hospital) => new Load(hospital, 2));
  const [began, before, lags] = [performance.now(), await eventsIn(city, hospitals), []];
  while (performance.now() - began < seconds * 1000) {
    await sleep(500);
    lags.push(...(await Promise.all(hospitals.map((hospital) => lagOf(city, hospital)))));
  }
  for (const load of loads) await load.stop();
  const written = loads.reduce((sum, { done }) => sum + done, 0);
  for (const hospital of hospitals) await arrived(city, hospital);
  const took = (performance.now() - began) / 1000;
  const events = (await eventsIn(city, hospitals)) - before;
  lags.sort((a, b) => a - b);
  const at = (part) => `${lags[Math.min(lags.length - 1, Math.floor(lags.length * part))].toFixed(0)} ms`;
  return `${written} patients registered in ${took.toFixed(1)} s, ${Math.round(events / took)} events a second came over; behind by ${at(0.5)} in the middle, ${at(0.99)} at most (99 of 100)`;
}

async function eventsIn(city, hospitals) {
  const counts = await Promise.all(
    hospitals.map((one) => city.inCopy(one, 'SELECT count(*)::int AS n FROM audit.event')),
  );
  return counts.reduce((sum, [{ n }]) => sum + n, 0);
}

/** What the hospital had committed is in the copy after so many ms. */
async function lagOf(city, hospital) {
  const began = performance.now();
  const { rows } = await hospital.sql((client) =>
    client.query('SELECT id FROM audit.event ORDER BY xid DESC, id DESC LIMIT 1'),
  );
  const isThere = async () =>
    (await city.inCopy(hospital, 'SELECT FROM audit.event WHERE id = $1', [rows[0].id])).length > 0;
  await eventually(isThere, CATCHING_UP_MS);
  return performance.now() - began;
}

/** Each table has as many rows there as here, but for what is left at the hospital. */
export async function arrived(city, hospital) {
  await lagOf(city, hospital);
  await eventually(async () => (await differing(city, hospital)).length === 0, CATCHING_UP_MS).catch(async () => {
    throw new Error(`${hospital.code}: other counts in ${(await differing(city, hospital)).join(', ')}`);
  });
}

async function differing(city, hospital) {
  const text = (names) =>
    names.map((name) => `SELECT '${name}' AS name, count(*)::int AS n FROM ${name}`).join(' UNION ALL ');
  const names = await hospital.sql(async (client) =>
    (await client.query(`SELECT relation::text AS name FROM audit.published_columns()`)).rows.map(({ name }) => name),
  );
  const here = await hospital.sql(async (client) => (await client.query(text(names))).rows);
  const there = new Map((await city.inCopy(hospital, text(names))).map(({ name, n }) => [name, n]));
  return here.filter(({ name, n }) => there.get(name) !== n).map(({ name, n }) => `${name} (${n}, ${there.get(name)})`);
}

/** What is written at a hospital now arrives. @returns how many patients */
export async function followsStill(city, hospital, ms = 500) {
  const load = new Load(hospital, 2);
  await sleep(ms);
  await load.stop();
  await arrived(city, hospital);
  return load.done;
}

/** Its service and database are stopped for a while. */
export async function comesBack(city, hospital) {
  await hospital.stop();
  await sleep(1500);
  await hospital.start();
  await followsStill(city, hospital, 1500);
}

/**
 * The warehouse cannot reach one hospital, where people go on: it says so, and so does the hospital's doctor; the others are followed
 * meanwhile. Then the warehouse itself is away.
 */
export async function cutOff(city, hospitals) {
  const [hospital, other] = hospitals;
  const signIn = (word) => hospital.sql((client) => client.query(`ALTER ROLE emr_warehouse ${word}`));
  await signIn('NOLOGIN');
  await hospital.sql((client) =>
    client.query('SELECT pg_terminate_backend(active_pid) FROM pg_replication_slots WHERE active'),
  );
  const load = new Load(hospital, 2);
  await eventually(async () => (await city.emr('status', '--language', 'en')).status !== 0, 2 * CATCHING_UP_MS);
  const beside = await followsStill(city, other);
  await load.stop();
  const { output } = await hospital.emr('doctor', '--json');
  const line = JSON.parse(output).checks.find(({ check }) => check === 'warehouse');
  if (line.level !== 'warning') throw new Error(`the doctor says: ${JSON.stringify(line)}`);
  await signIn('LOGIN');
  const began = performance.now();
  await arrived(city, hospital);
  const caughtUp = ((performance.now() - began) / 1000).toFixed(1);
  await city.stop();
  const loads = hospitals.map((one) => new Load(one, 2));
  await sleep(1500);
  for (const one of loads) await one.stop();
  await city.start();
  for (const one of hospitals) await arrived(city, one);
  const missed = loads.reduce((sum, { done }) => sum + done, 0);
  return `${load.done} patients while it was cut off (the doctor there: ${line.says.en}), ${beside} at another meanwhile, all there ${caughtUp} s after; ${missed} more while the warehouse was away`;
}
