// An upgrade that reaches the warehouse first, and those that end half way.
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { eventually, root } from '../faults/hospital.mjs';
import { Load } from '../faults/load.mjs';
import { says } from './city.mjs';
import { arrived, followsStill } from './following.mjs';
import { nextVersion } from './reading.mjs';

/** What the first of two migrations wrote is taken out, whatever became of the second; the copies go on following the older version. */
export async function halfWay(city, hospital) {
  const place = join(city.home, 'half');
  await nextVersion(root, place, 'SELECT 1 / 0;');
  const failed = await city.emr('migrate', '--language', 'en', { program: place });
  if (failed.status === 0) throw new Error('a migration that cannot be done was done');
  await followsStill(city, hospital);
  const slow = join(city.home, 'slow');
  await nextVersion(root, slow, 'SELECT pg_sleep(4);');
  const killed = await city.killedWhile(slow, () => isAsleep(city, hospital));
  const left = await city.inCopy(hospital, 'SELECT id FROM ward_of_the_drill');
  return `${failed.output.split('\n').at(-1)}; killed: ${killed}, with ${left.length} rows of its own in the copy`;
}

/** Whether the second migration is at work in the copy, the first being done. */
async function isAsleep(city, hospital) {
  const text = `SELECT FROM pg_stat_activity WHERE datname = $1 AND state = 'active' AND query LIKE '%pg_sleep(4)%' AND pid <> pg_backend_pid()`;
  return (await city.inCopy(hospital, text, [`hospital_${hospital.code}`])).length > 0;
}

/** A migration that adds a table with rows, a column with rows changed, and rows to a table that there is. */
export async function upgrade(city, hospitals) {
  const place = join(city.home, 'next');
  await nextVersion(root, place);
  const next = { program: place };
  says(await city.emr('migrate', '--language', 'en', next), /migrations? applied/g, hospitals.length);
  const [hospital] = hospitals;
  // What the older version writes fits into the newer copies.
  await followsStill(city, hospital, 1000);
  const load = new Load(hospital, 2);
  says(await hospital.emr('migrate', next));
  await sleep(1000);
  await load.stop();
  says(await city.emr('refresh', '--language', 'en', next), /rows into/g, hospitals.length);
  const isThere = async () => (await city.inCopy(hospital, 'SELECT FROM ward_of_the_drill')).length > 0;
  await eventually(isThere, 20_000);
  await arrived(city, hospital);
  return says(await city.emr('verify', '--language', 'en', next), /INTACT/g, hospitals.length)
    .split('\n')
    .at(1);
}
