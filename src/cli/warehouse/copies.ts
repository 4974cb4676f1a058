import { HARMLESS } from '../../platform/database/definitions/advice.js';
import { migrate } from '../../platform/database/migrate.js';
import { firstRow } from '../../platform/database/rows.js';
import type { Session } from '../../platform/database/session.js';
import { subscriptionOf } from './city-tables.js';
import { addressOf, type Query, rows, run, signingIn, within } from './place.js';

/**
 * Copies of hospitals, a database each, that follow them by logical replication. What migrations and guards write of their own accord, the
 * hospital's own writes too when it is migrated, and that comes along by replication: in a copy it is taken out again, or the two would
 * meet. So a copy holds what its hospital holds, and nothing else.
 */

/** What the guards fill anew at each upgrade, which is the hospital's to say; in an order in which they may be put back. */
const SETTINGS_OF_THE_TRAIL = [
  'exempt_table',
  'column_policy',
  'open_table',
  'definition_set',
  'definition_text',
] as const;

interface Before {
  /** What was written from then on, the migration wrote. */
  readonly xid: string;
  readonly at: Date;
  readonly tables: readonly string[];
  /** The rows of {@link SETTINGS_OF_THE_TRAIL}, by table. */
  readonly settings: Readonly<Record<string, readonly object[]>>;
}

/**
 * Migrates a database that nothing else writes to at the moment, and takes out what that added to the hospital's rows: also when it fails half
 * way. Where it was killed, what was before it is on record at the warehouse, and the next call takes out what both added.
 */
export async function migrateCopy(
  warehouseUrl: string,
  database: string,
  { query }: Pick<Session, 'query'>,
  log: (line: string) => void,
): Promise<number> {
  const copyUrl = addressOf(warehouseUrl, database);
  return within(copyUrl, async (copy) => {
    const before = (await notedBefore(query, database)) ?? (await noteBefore(query, database, copy.query));
    try {
      const { applied } = await signingIn(query, 'emr_owner', (password) =>
        migrate({ ownerUrl: addressOf(warehouseUrl, database, { role: 'emr_owner', password }), log: ofCopy(log) }),
      );
      return applied.length;
    } finally {
      await secretsMayLack(copy.query);
      await withoutGuards(copy, () => takeOut(copy.query, before));
      await forgetBefore(query, database);
    }
  });
}

/** Roles of a hospital have no rights in its copy, and those are many lines. */
const ofCopy =
  (log: (line: string) => void) =>
  (line: string): void => {
    if (!line.startsWith(HARMLESS)) log(line);
  };

const NOTES = `CREATE TABLE IF NOT EXISTS city.migrating (
  database text PRIMARY KEY, xid text NOT NULL, at timestamptz NOT NULL, tables text[] NOT NULL, settings jsonb NOT NULL)`;

/** What was before an upgrade of the copy that was broken off and has not been tidied. */
export async function notedBefore(query: Query, database: string): Promise<Before | undefined> {
  await run(query, NOTES);
  const text = 'SELECT xid, at, tables, settings FROM city.migrating WHERE database = $1';
  return (await rows<Before>(query, text, [database]))[0];
}

export const forgetBefore = async (query: Query, database: string): Promise<void> => {
  await run(query, NOTES);
  await rows(query, 'DELETE FROM city.migrating WHERE database = $1', [database]);
};

async function noteBefore(query: Query, database: string, copy: Query): Promise<Before> {
  const { xid, at } = firstRow(
    await rows<{ xid: string; at: Date }>(copy, `SELECT pg_current_xact_id()::text AS xid, clock_timestamp() AS at`),
  );
  const tables = (await rows<{ name: string }>(copy, TABLES)).map(({ name }) => name);
  const settings: Record<string, object[]> = {};
  for (const name of SETTINGS_OF_THE_TRAIL) {
    if (!tables.includes(`audit.${name}`)) continue;
    const all = await rows<{ row: object }>(copy, `SELECT to_jsonb(t) AS row FROM audit.${name} t`);
    settings[name] = all.map(({ row }) => row);
  }
  const keep = 'INSERT INTO city.migrating (database, xid, at, tables, settings) VALUES ($1, $2, $3, $4, $5)';
  await rows(query, keep, [database, xid, at, tables, JSON.stringify(settings)]);
  return { xid, at, tables, settings };
}

const TABLES = `SELECT n.nspname || '.' || c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE n.nspname IN ('public', 'audit') AND c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relname NOT IN ('_prisma_migrations', '_guards_applied')`;

/** Does work on tables that nobody may change, in one transaction, after which everything stands guard again as it did. */
export async function withoutGuards(copy: Session, work: () => Promise<void>): Promise<void> {
  await copy.transaction(async () => {
    await run(copy.query, `SET LOCAL session_replication_role = 'replica'`);
    const guards = await rows<{ guard: string }>(copy.query, ALWAYS);
    for (const { guard } of guards) await run(copy.query, guard.replace('%', 'DISABLE'));
    await work();
    for (const { guard } of guards) await run(copy.query, guard.replace('%', 'ENABLE ALWAYS'));
  });
}

const ALWAYS = `SELECT format('ALTER TABLE %s %% TRIGGER %I', tgrelid::regclass, tgname) AS guard FROM pg_trigger
  WHERE tgenabled = 'A' AND NOT tgisinternal AND tgparentid = 0`;

async function takeOut(query: Query, { xid, at, tables, settings }: Before): Promise<void> {
  const fresh = (await rows<{ name: string }>(query, TABLES))
    .map(({ name }) => name)
    .filter((one) => !tables.includes(one));
  if (fresh.length > 0) await run(query, `TRUNCATE ${fresh.join(', ')} CASCADE`);
  // The rows that it made, by the events of that; what it changed is changed again when the hospital does the same.
  const made = await rows<{ entity: string; ids: string[] }>(query, MADE, [at, xid]);
  for (const { entity, ids } of made) {
    const [there] = await rows(query, HAS_ID, [entity]);
    if (there) await rows(query, `DELETE FROM public."${entity}" WHERE id = ANY ($1::uuid[])`, [ids]);
  }
  for (const [table, key] of [
    ['shown', 'event_id'],
    ['event', 'id'],
  ] as const) {
    await rows(
      query,
      `DELETE FROM audit.${table} WHERE ${key} >= audit.uuid_floor($1::timestamptz - interval '1 minute') AND ${WRITTEN_SINCE}`,
      [at, xid],
    );
  }
  for (const [name, was] of Object.entries(settings)) {
    await run(query, `DELETE FROM audit.${name}`);
    const [first] = was;
    if (!first) continue;
    const columns = Object.keys(first)
      .map((column) => `"${column}"`)
      .join(', ');
    const text = `INSERT INTO audit.${name} (${columns}) SELECT ${columns} FROM jsonb_populate_recordset(NULL::audit.${name}, $1::jsonb)`;
    await rows(query, text, [JSON.stringify(was)]);
  }
}

/** A transaction's number as rows carry it. */
const WRITTEN_SINCE = `xmin::text::bigint >= ($2::numeric % 4294967296)::bigint`;
const MADE = `SELECT entity, array_agg(entity_id::text) AS ids FROM audit.event
  WHERE id >= audit.uuid_floor($1::timestamptz - interval '1 minute') AND ${WRITTEN_SINCE} AND kind = 'create' AND entity_id IS NOT NULL GROUP BY entity`;
const HAS_ID = `SELECT FROM pg_attribute WHERE attrelid = to_regclass('public.' || quote_ident($1)) AND attname = 'id' AND atttypid = 'uuid'::regtype`;

/** Secrets stay at the hospital: where they would stand, the copy has nothing. */
async function secretsMayLack(query: Query): Promise<void> {
  for (const { statement } of await rows<{ statement: string }>(query, SECRETS)) await run(query, statement);
}
const SECRETS = `SELECT format('ALTER TABLE public.%I ALTER COLUMN %I DROP NOT NULL', p.table_name, p.column_name) AS statement
  FROM audit.column_policy p JOIN pg_attribute a ON a.attrelid = to_regclass('public.' || quote_ident(p.table_name)) AND a.attname = p.column_name
  WHERE p.policy IN ('redact', 'redact-hash') AND a.attnotnull`;

/**
 * Lets a copy stand still for the while of some work on it: nothing is lost, the hospital keeps what comes meanwhile. It follows again when
 * the work has left nothing of its own in it.
 */
export async function standingStill<T>(
  warehouseUrl: string,
  facility: { code: string; database: string },
  work: () => Promise<T>,
  isTidy: () => Promise<boolean> = () => Promise.resolve(true),
): Promise<T> {
  const name = subscriptionOf(facility.code);
  return within(addressOf(warehouseUrl, facility.database), async ({ query }) => {
    const [there] = await rows(query, 'SELECT FROM pg_subscription WHERE subname = $1', [name]);
    if (there) await run(query, `ALTER SUBSCRIPTION ${name} DISABLE`);
    try {
      if (there) await untilStill(query, name);
      return await work();
    } finally {
      if (there && (await isTidy())) await run(query, `ALTER SUBSCRIPTION ${name} ENABLE`);
    }
  });
}

const untilStill = (query: Query, name: string): Promise<void> =>
  until(
    async () =>
      (await rows(query, 'SELECT FROM pg_stat_subscription WHERE subname = $1 AND pid IS NOT NULL', [name])).length ===
      0,
  );

/** Looks again and again, ten times a second. */
export async function until(holds: () => Promise<boolean>, everyMs = 100): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, everyMs));
}
