import type pg from 'pg';

/** Whether a database that may be new, or of an earlier version, has a table of this name, which stands with its schema. */
export async function isThere(client: pg.Client, table: string): Promise<boolean> {
  const { rows } = await client.query<{ is: boolean }>('SELECT to_regclass($1) IS NOT NULL AS is', [table]);
  return rows[0]?.is ?? false;
}
