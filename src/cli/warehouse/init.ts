import { waitingForLead } from '../../platform/database/advisory-locks.js';
import { CITY_SCHEMA, ROLES } from './city-schema.js';
import { makeRoom } from './room.js';
import { addressOf, newPassword, type Query, quoted, rows, run, within } from './place.js';

/** Makes a warehouse of the database that the address names; that is made too when it is not there. May run again after an update. */
export async function initWarehouse(warehouseUrl: string): Promise<{ database: string; needsRestart: boolean }> {
  const database = decodeURIComponent(new URL(warehouseUrl).pathname.slice(1));
  const needsRestart = await within(addressOf(warehouseUrl, 'postgres'), async ({ query }) => {
    for (const role of ROLES) await run(query, roleWhereNone(role));
    await run(query, 'ALTER ROLE emr_city_copies BYPASSRLS');
    const [there] = await rows(query, 'SELECT FROM pg_database WHERE datname = $1', [database]);
    if (!there) await run(query, `CREATE DATABASE "${database}" TEMPLATE template0 ENCODING 'UTF8'`);
    await run(query, `REVOKE ALL ON DATABASE "${database}" FROM PUBLIC`);
    await run(query, `GRANT CONNECT ON DATABASE "${database}" TO emr_city_reader, emr_city_recorder`);
    return makeRoom(query);
  });
  await within(warehouseUrl, async (session) => {
    await run(session.query, waitingForLead('migrating'));
    await session.transaction(async () => {
      for (const statement of CITY_SCHEMA) await run(session.query, statement);
      await recorder(session.query, database);
    });
  });
  return { database, needsRestart };
}

const roleWhereNone = (role: string): string =>
  `DO $$ BEGIN IF to_regrole('${role}') IS NULL THEN CREATE ROLE ${role} NOLOGIN; END IF; END $$`;

/** The connection on which a reading is written down: from the server to itself, as a role that may do nothing else. */
async function recorder(query: Query, database: string): Promise<void> {
  const password = newPassword();
  await run(query, `ALTER ROLE emr_city_recorder LOGIN PASSWORD ${quoted(password)}`);
  await run(query, 'DROP SERVER IF EXISTS city_trail CASCADE');
  await run(
    query,
    `DO $$ BEGIN EXECUTE format('CREATE SERVER city_trail FOREIGN DATA WRAPPER dblink_fdw OPTIONS (host %L, port %L, dbname %L)',
       '127.0.0.1', current_setting('port'), ${quoted(database)}); END $$`,
  );
  await run(query, 'GRANT USAGE ON FOREIGN SERVER city_trail TO emr_city_recorder');
  await run(
    query,
    `CREATE USER MAPPING FOR emr_city_recorder SERVER city_trail OPTIONS (user 'emr_city_recorder', password ${quoted(password)})`,
  );
}
