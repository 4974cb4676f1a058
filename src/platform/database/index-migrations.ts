import pg from 'pg';
import type { Script } from './migration-files.js';

/** A table from this size on is not locked for as long as an index takes, in bytes. */
export const LARGE = 64 * 1024 * 1024;

interface IndexStatement {
  readonly name: string;
  readonly table: string;
  readonly unique: string;
  readonly rest: string;
}

const CREATE = /^CREATE (UNIQUE )?INDEX "?(\w+)"? ON (?:"?public"?\.)?"?(\w+)"?\s*((?:USING |\()[\s\S]+)$/i;

/** What a migration of nothing but indexes makes; undefined of any other. */
export function indexesOf({ sql }: Pick<Script, 'sql'>): readonly IndexStatement[] | undefined {
  const statements = sql
    .replace(/--.*$/gm, '')
    .split(';')
    .map((one) => one.trim())
    .filter(Boolean);
  const indexes = statements.map((one) => {
    const [, unique = '', name, table, rest = ''] = CREATE.exec(one) ?? [];
    return name && table ? { name, table, unique, rest } : undefined;
  });
  const all = indexes.filter((one) => one !== undefined);
  return all.length > 0 && all.length === indexes.length ? all : undefined;
}

/** The pending migrations of nothing but indexes on a table that is there and large: those are built while everybody works. */
export async function builtAside(
  client: pg.Client,
  migrations: readonly Script[],
  pending: readonly string[],
  large = LARGE,
): Promise<readonly string[]> {
  const candidates = migrations.flatMap((one) => {
    const indexes = pending.includes(one.name) ? indexesOf(one) : undefined;
    return indexes ? [{ name: one.name, tables: indexes.map(({ table }) => table) }] : [];
  });
  if (candidates.length === 0) return [];
  const { rows } = await client.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relname = ANY ($1) AND pg_table_size(oid) >= $2`,
    [candidates.flatMap(({ tables }) => tables), large],
  );
  const isLarge = new Set(rows.map(({ name }) => name));
  return candidates.filter(({ tables }) => tables.some((table) => isLarge.has(table))).map(({ name }) => name);
}

/**
 * Builds the indexes of a migration one by one, each beside the work of others (CONCURRENTLY), and may be called again when it was broken
 * off: what is whole stays, what is half is built anew.
 * @throws what PostgreSQL refused
 */
export async function buildAside(ownerUrl: string, script: Script, log: (line: string) => void): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'benh-an migrate' });
  client.on('error', () => undefined);
  await client.connect();
  try {
    // It waits for transactions that began before it, and holds up nobody meanwhile.
    await client.query('SET lock_timeout = 0');
    await client.query('SET statement_timeout = 0');
    for (const { name, table, unique, rest } of indexesOf(script) ?? []) {
      const { rows } = await client.query<{ valid: boolean }>(
        `SELECT indisvalid AS valid FROM pg_index WHERE indexrelid = to_regclass('public.' || quote_ident($1))`,
        [name],
      );
      if (rows[0]?.valid) continue;
      if (rows[0]) await client.query(`DROP INDEX CONCURRENTLY public."${name}"`);
      log(`Building ${name} on ${table} while others work`);
      await client.query(`CREATE ${unique}INDEX CONCURRENTLY "${name}" ON public."${table}" ${rest}`);
    }
  } finally {
    await client.end();
  }
}
