import { readNote, type KnownCheckpoint } from '../../platform/audit/verification/known-checkpoints.js';
import { firstRow } from '../../platform/database/rows.js';
import { Session } from '../../platform/database/session.js';
import { readMigrations, prismaFolder } from '../../platform/database/migration-files.js';
import { databaseOf, subscriptionOf } from './city-tables.js';
import { forgetBefore, migrateCopy, until } from './copies.js';
import { hasRoom } from './room.js';
import { addressOf, facilitiesOf, type Facility, type Query, quoted, rows, run, within } from './place.js';
import { keepCheckpoint } from './verify.js';
import { refusal } from './warehouse-error.js';

/** The publication that the guards make, where a hospital has made the role of that name. */
const PUBLICATION = 'emr_warehouse';

interface Hospital {
  readonly code: string;
  readonly name: string;
  readonly walLevel: string;
  readonly cluster: string;
  readonly tables: number;
  readonly migrations: readonly string[];
  readonly verifierKey: string | null;
}

export interface Added {
  readonly database: string;
  readonly tables: number;
  readonly seconds: number;
  /** The checkpoint that the warehouse had kept, where the copy that was made anew does not reach it. */
  readonly lost?: KnownCheckpoint;
}

/**
 * Makes the copy of a hospital and lets it follow; waits until all of it is there. Called again after it was broken off, it goes on.
 * @param isAnew whether a copy that is there is made anew, such as of a hospital that was restored elsewhere
 */
export async function addHospital(
  warehouseUrl: string,
  hospitalUrl: string,
  { code, isAnew }: { readonly code: string; readonly isAnew: boolean },
  log: (line: string) => void,
): Promise<Added> {
  const began = performance.now();
  const hospital = await askHospital(hospitalUrl, code);
  const database = databaseOf(code);
  await within(warehouseUrl, async (warehouse) => {
    await requireOther(warehouse.query, hospital);
    if (isAnew) await letGo(warehouse, warehouseUrl, hospitalUrl, code);
    const isFollowing = await hasSubscription(warehouse.query, code);
    await requireRoom(warehouse.query, code);
    if (!isFollowing) {
      await makeCopy(warehouse, warehouseUrl, database, (line) => line.startsWith('Applied') || log(line));
    }
    await rows(warehouse.query, KEEP, [code, hospital.name, database, hospital.verifierKey]);
    if (!isFollowing) await follow(warehouseUrl, database, code, hospitalUrl);
  });
  await untilThere(addressOf(warehouseUrl, database), code);
  const lost = await within(warehouseUrl, async ({ query }) => {
    const was = (await facilitiesOf(query))?.find((one) => one.code === code)?.checkpoint;
    await keepCheckpoint(query, warehouseUrl, { code, database });
    const now = (await facilitiesOf(query))?.find((one) => one.code === code)?.checkpoint;
    const [before, after] = [was, now].map((note) => (note ? readNote(note, 'witness') : undefined));
    return before && after && before.size > after.size ? before : undefined;
  });
  return { database, tables: hospital.tables, seconds: (performance.now() - began) / 1000, lost };
}

const KEEP = `INSERT INTO city.facility (code, name, database, verifier_key) VALUES ($1, $2, $3, $4)
  ON CONFLICT (code) DO UPDATE SET name = excluded.name, verifier_key = coalesce(facility.verifier_key, excluded.verifier_key)`;

/** @throws StartError where it is not ready to be followed, or has what this program does not know */
const askHospital = (hospitalUrl: string, code: string): Promise<Hospital> =>
  atHospital(hospitalUrl, async (session) => {
    const hospital = firstRow(await rows<Hospital>(session.query, HOSPITAL).catch(because('notPublished')));
    if (hospital.code !== code) refusal('otherHospital', { code, found: hospital.code, name: hospital.name });
    if (hospital.walLevel !== 'logical') refusal('walLevel', { level: hospital.walLevel });
    if (hospital.tables === 0) refusal('notPublished', { reason: 'pg_publication_tables' });
    const known = new Set(readMigrations(prismaFolder()).map(({ name }) => name));
    const ahead = hospital.migrations.find((name) => !known.has(name));
    if (ahead) refusal('hospitalAhead', { migration: ahead });
    return hospital;
  });

/** Works at a hospital as its role of the warehouse. */
async function atHospital<T>(hospitalUrl: string, work: (session: Session) => Promise<T>): Promise<T> {
  const session = await Session.open(hospitalUrl).catch(because('hospitalAway'));
  try {
    return await work(session);
  } finally {
    await session.close();
  }
}

/** Refuses with what PostgreSQL said. */
const because =
  (name: 'hospitalAway' | 'notPublished') =>
  (error: unknown): never => {
    const cause = error as Error;
    return refusal(name, { reason: cause.message }, cause);
  };

const HOSPITAL = `SELECT h.code, h.name, current_setting('wal_level') AS "walLevel",
    (SELECT system_identifier::text FROM pg_control_system()) AS cluster,
    (SELECT count(*)::int FROM pg_publication_tables WHERE pubname = '${PUBLICATION}') AS tables,
    (SELECT coalesce(migrations, '{}') FROM audit.definition_set ORDER BY number DESC LIMIT 1) AS migrations,
    (SELECT verifier_key FROM audit.signing_key ORDER BY number LIMIT 1) AS "verifierKey"
  FROM hospital h LIMIT 1`;

async function requireOther(query: Query, { cluster }: Hospital): Promise<void> {
  const here = firstRow(
    await rows<{ cluster: string }>(query, 'SELECT system_identifier::text AS cluster FROM pg_control_system()'),
  );
  if (here.cluster === cluster) refusal('sameCluster', {});
}

async function requireRoom(query: Query, code: string): Promise<void> {
  const others = ((await facilitiesOf(query)) ?? []).filter((one) => one.code !== code);
  if (!(await hasRoom(query, others.length + 1))) refusal('noRoom', {});
}

async function hasSubscription(query: Query, code: string): Promise<boolean> {
  const text = `SELECT EXISTS (SELECT FROM pg_subscription JOIN pg_database b ON b.oid = subdbid WHERE subname = $1 AND b.datname = $2) AS is`;
  return firstRow(await rows<{ is: boolean }>(query, text, [subscriptionOf(code), databaseOf(code)])).is;
}

/** Nobody but the warehouse's superuser, and who fills the tables of the city, connects to it. */
async function makeCopy(
  warehouse: Session,
  warehouseUrl: string,
  database: string,
  log: (line: string) => void,
): Promise<void> {
  const { query } = warehouse;
  // What an attempt before this one left.
  await forgetBefore(query, database);
  await run(query, `DROP DATABASE IF EXISTS ${database} WITH (FORCE)`);
  await run(query, `CREATE DATABASE ${database} OWNER emr_owner TEMPLATE template0 ENCODING 'UTF8'`);
  await run(query, `REVOKE ALL ON DATABASE ${database} FROM PUBLIC`);
  await run(query, `GRANT CONNECT ON DATABASE ${database} TO emr_city_copies`);
  await within(addressOf(warehouseUrl, database), (copy) => run(copy.query, 'ALTER SCHEMA public OWNER TO emr_owner'));
  await migrateCopy(warehouseUrl, database, warehouse, log);
}

const follow = (warehouseUrl: string, database: string, code: string, hospitalUrl: string): Promise<void> =>
  within(addressOf(warehouseUrl, database), (copy) =>
    run(
      copy.query,
      `CREATE SUBSCRIPTION ${subscriptionOf(code)} CONNECTION ${quoted(hospitalUrl)} PUBLICATION ${PUBLICATION} WITH (streaming = parallel)`,
    ),
  );

/** A copy that follows no more, and what the hospital keeps for it: another copy begins from nothing. */
async function letGo(warehouse: Session, warehouseUrl: string, hospitalUrl: string, code: string): Promise<void> {
  if (!(await hasSubscription(warehouse.query, code))) return;
  const name = subscriptionOf(code);
  await within(addressOf(warehouseUrl, databaseOf(code)), async ({ query }) => {
    await run(query, `ALTER SUBSCRIPTION ${name} DISABLE`);
    await run(query, `ALTER SUBSCRIPTION ${name} SET (slot_name = NONE)`);
    await run(query, `DROP SUBSCRIPTION ${name}`);
  });
  await atHospital(hospitalUrl, async ({ query }) => {
    const working = `SELECT FROM pg_replication_slots WHERE slot_name = $1 AND active`;
    await until(async () => (await rows(query, working, [name])).length === 0);
    await rows(query, 'SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE slot_name = $1', [
      name,
    ]);
  });
}

/**
 * Another password or place of the same hospital: one that has its trail's key, and still keeps for the copy what came since.
 * @throws StartError where it is another, or was restored from a backup, which has no slot
 */
export async function reconnectHospital(warehouseUrl: string, hospitalUrl: string, facility: Facility): Promise<void> {
  const { code, database, verifierKey } = facility;
  const hospital = await askHospital(hospitalUrl, code);
  if (verifierKey !== null && hospital.verifierKey !== verifierKey) {
    refusal('otherTrail', { code, found: hospital.verifierKey, kept: verifierKey });
  }
  const name = subscriptionOf(code);
  const slots = await atHospital(hospitalUrl, ({ query }) =>
    rows(query, `SELECT FROM pg_replication_slots WHERE slot_name = $1 AND wal_status <> 'lost'`, [name]),
  );
  if (slots.length === 0) refusal('noSlot', { code, slot: name });
  await within(addressOf(warehouseUrl, database), (copy) =>
    run(copy.query, `ALTER SUBSCRIPTION ${name} CONNECTION ${quoted(hospitalUrl)}`),
  );
}

/** However large: each table is copied, and what was written meanwhile comes after it. */
async function untilThere(copyUrl: string, code: string): Promise<void> {
  await within(copyUrl, async ({ query }) => {
    await until(async () => {
      const { left } = firstRow(
        await rows<{ left: number }>(
          query,
          `SELECT count(*) FILTER (WHERE srsubstate <> 'r')::int AS left FROM pg_subscription_rel
          JOIN pg_subscription s ON s.oid = srsubid WHERE subname = $1`,
          [subscriptionOf(code)],
        ),
      );
      return left === 0;
    }, 200);
  });
}
