// A hospital that is found at another address, and those that are not taken for it.
import { eventually } from '../faults/hospital.mjs';
import { says } from './city.mjs';
import { followsStill } from './following.mjs';

/** The same hospital by another name of its machine, with another password; another hospital is not taken for it, nor one without its slot. */
export async function moved(city, [hospital, other]) {
  const reconnect = (url) => city.emr('reconnect', hospital.code, '--language', 'en', { WAREHOUSE_HOSPITAL_URL: url });
  const wrong = await reconnect(other.url);
  if (wrong.status === 0) throw new Error('another hospital was taken for it');
  await hospital.sql(async (client) => {
    await client.query(`ALTER ROLE emr_warehouse PASSWORD 'another-one'`);
    await client.query('SELECT pg_terminate_backend(active_pid) FROM pg_replication_slots WHERE active');
  });
  const url = new URL(hospital.url);
  [url.hostname, url.password] = ['localhost', 'another-one'];
  says(await reconnect(url.href));
  await followsStill(city, hospital);
  const slot = await hospital.sql(async (client) => {
    const { rows } = await client.query('SELECT slot_name FROM pg_replication_slots WHERE slot_type = $1', ['logical']);
    return rows[0].slot_name;
  });
  // As after a restore from a backup: the slot is not there.
  await city.within(hospital, (client) => client.query(`ALTER SUBSCRIPTION ${slot} DISABLE`));
  await eventually(() => dropSlot(hospital, slot), 20_000);
  const lost = await reconnect(url.href);
  if (lost.status === 0) throw new Error('it was reconnected to a hospital that kept nothing for it');
  const anew = says(
    await city.emr('add', hospital.code, '--anew', '--language', 'en', { WAREHOUSE_HOSPITAL_URL: url.href }),
  );
  await followsStill(city, hospital);
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
