import { firstRow } from '../../platform/database/rows.js';
import type { Session } from '../../platform/database/session.js';
import { CITY_TABLES, type CityTable, subscriptionOf } from './city-tables.js';
import { withoutGuards } from './copies.js';
import { addressOf, type Facility, type Query, quoted, rows, run, signingIn, within } from './place.js';

export interface Refreshed {
  readonly rows: number;
  readonly seconds: number;
  /** Why tables that came new could not be asked for; the rest was done. */
  readonly away?: string;
}

/** Very restricted records are at their hospital only. */
const VERY_RESTRICTED = 'V';

/**
 * Fills the tables of the city from a hospital's copy: beside what is there, which is answered from until all of the new is. Before it,
 * tables that came new with an upgrade are asked for, and months that the hospital has archived are taken out of the copy's trail.
 */
export async function refreshFacility(
  warehouse: Session,
  warehouseUrl: string,
  facility: Facility,
): Promise<Refreshed> {
  const began = performance.now();
  const away = await within(addressOf(warehouseUrl, facility.database), async (copy) => {
    await run(copy.query, 'SELECT audit.ensure_partitions(3)');
    await detachArchived(copy);
    await run(copy.query, 'GRANT USAGE ON SCHEMA public TO emr_city_copies');
    await run(copy.query, `GRANT SELECT ON ${SOURCES.map((name) => `public.${name}`).join(', ')} TO emr_city_copies`);
    return askForNewTables(copy.query, facility.code);
  });
  const { query } = warehouse;
  const server = `copy_${facility.database}`;
  const fill = async (password: string) => {
    await openCopy(query, facility.database, server, password);
    let sum = 0;
    for (const table of CITY_TABLES) sum += await fillOne(query, table, facility.code, server);
    for (const { name } of CITY_TABLES) await takeItsPlace(query, name, facility.code);
    await closeCopy(query, server);
    await rows(query, 'UPDATE city.facility SET refreshed_at = now() WHERE code = $1', [facility.code]);
    return sum;
  };
  const filled = await signingIn(query, 'emr_city_copies', (password) => warehouse.transaction(() => fill(password)));
  await run(query, `ANALYZE ${CITY_TABLES.map(({ name }) => `city.${name}`).join(', ')}`);
  return { rows: filled, seconds: (performance.now() - began) / 1000, ...(away && { away }) };
}

const SOURCES = [...new Set(CITY_TABLES.map(({ from }) => from))];

async function askForNewTables(query: Query, code: string): Promise<string | undefined> {
  try {
    await run(query, `ALTER SUBSCRIPTION ${subscriptionOf(code)} REFRESH PUBLICATION`);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

/** As at the hospital: their leaves stay in the tree. */
async function detachArchived(copy: Session): Promise<void> {
  const archived = await rows<{ parent: string; partition: string }>(copy.query, ARCHIVED);
  if (archived.length === 0) return;
  await withoutGuards(copy, async () => {
    for (const { parent, partition } of archived) {
      await run(copy.query, `ALTER TABLE audit.${parent} DETACH PARTITION audit.${partition}`);
      await run(copy.query, `DROP TABLE audit.${partition}`);
    }
  });
}
const ARCHIVED = `SELECT parent.relname AS parent, child.relname AS partition FROM audit.archive a
  JOIN pg_class child ON child.relnamespace = 'audit'::regnamespace AND child.relname IN (a.partition, replace(a.partition, 'event_', 'shown_'))
  JOIN pg_inherits i ON i.inhrelid = child.oid JOIN pg_class parent ON parent.oid = i.inhparent`;

/** Foreign tables on the copy, for as long as it is read, with a password of that while. */
async function openCopy(query: Query, database: string, server: string, password: string): Promise<void> {
  await run(query, `CREATE SCHEMA ${server}`);
  await run(
    query,
    `DO $$ BEGIN EXECUTE format('CREATE SERVER ${server} FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host %L, port %L, dbname %L, fetch_size %L)',
       '127.0.0.1', current_setting('port'), '${database}', '5000'); END $$`,
  );
  await run(
    query,
    `CREATE USER MAPPING FOR CURRENT_USER SERVER ${server} OPTIONS (user 'emr_city_copies', password ${quoted(password)})`,
  );
  await run(
    query,
    `IMPORT FOREIGN SCHEMA public LIMIT TO (${SOURCES.join(', ')}) FROM SERVER ${server} INTO ${server}`,
  );
}

async function closeCopy(query: Query, server: string): Promise<void> {
  await run(query, `DROP SERVER ${server} CASCADE`);
  await run(query, `DROP SCHEMA ${server} CASCADE`);
}

const partitionOf = (table: string, code: string): string => `${table}_${code.toLowerCase()}`;

/** @returns how many rows the new partition has */
async function fillOne(query: Query, table: CityTable, code: string, server: string): Promise<number> {
  const { name, from, columns, patient } = table;
  const partition = `${partitionOf(name, code)}_new`;
  const values = columns.map(([column, , value]) => value ?? `r."${column}"`).join(', ');
  const names = columns.map(([column]) => `"${column}"`).join(', ');
  const open = `NOT EXISTS (SELECT FROM ${server}.patient p WHERE p.id = r."${patient}" AND p.confidentiality = '${VERY_RESTRICTED}')`;
  await run(query, `CREATE TABLE city.${partition} (LIKE city.${name} INCLUDING DEFAULTS INCLUDING CONSTRAINTS)`);
  const { count } = firstRow(
    await rows<{ count: number }>(
      query,
      `WITH filled AS (INSERT INTO city.${partition} (facility, ${names})
         SELECT ${quoted(code)}, ${values} FROM ${server}.${from} r ${patient ? `WHERE ${open}` : ''} RETURNING 1)
       SELECT count(*)::int AS count FROM filled`,
    ),
  );
  return count;
}

/** Questions wait only for this. */
async function takeItsPlace(query: Query, table: string, code: string): Promise<void> {
  const partition = partitionOf(table, code);
  await run(query, `DROP TABLE IF EXISTS city.${partition}`);
  await run(query, `ALTER TABLE city.${partition}_new RENAME TO ${partition}`);
  await run(query, `ALTER TABLE city.${table} ATTACH PARTITION city.${partition} FOR VALUES IN (${quoted(code)})`);
}
