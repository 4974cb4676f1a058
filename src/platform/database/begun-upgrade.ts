import type pg from 'pg';
import { compareDefinitions, type Definition } from './definitions/compare-definitions.js';
import type { Inventory } from './definitions/seal-definitions.js';

/** What stands in place of the guards' hash while an upgrade is between its first migration and its guards. */
const BEGUN = 'begun';
const DONE_SO_FAR = `(SELECT count(*) FROM public._prisma_migrations WHERE rolled_back_at IS NULL)`;

/**
 * Keeps what was defined before an upgrade until its guards are applied: one that ends in between is taken up where it was, and what its
 * migrations made is not taken for something that somebody slipped in.
 */
export async function noteBegun(client: pg.Client, { isSealed, number, now }: Inventory): Promise<void> {
  if (!isSealed) return; // nothing to measure by
  await client.query('ALTER TABLE public._guards_applied ADD COLUMN IF NOT EXISTS before jsonb');
  await client.query(
    `INSERT INTO public._guards_applied (hash, before)
       SELECT $1, jsonb_build_object('number', $2::int, 'migrations', ${DONE_SO_FAR}, 'now', $3::jsonb)`,
    [BEGUN, number, JSON.stringify(now)],
  );
}

/** @returns what was there before an upgrade that went on no further, measured by what is sealed; undefined where there is none such */
export async function begunBefore(client: pg.Client, found: Inventory): Promise<Inventory | undefined> {
  if (!found.isSealed || !(await hasNotes(client))) return undefined;
  const { rows } = await client.query<{ number: number; now: Definition[] }>(
    `SELECT (before->>'number')::int AS number, before->'now' AS now FROM public._guards_applied
      WHERE hash = $1 ORDER BY applied_at LIMIT 1`,
    [BEGUN],
  );
  const [note] = rows;
  if (note?.number !== found.number) return undefined;
  return { ...found, now: note.now, differences: compareDefinitions(found.sealed, note.now) };
}

/** Forgets upgrades of which nothing came into the database. */
export async function forgetUnbegun(client: pg.Client): Promise<void> {
  if (!(await hasNotes(client))) return;
  await client.query(
    `DELETE FROM public._guards_applied WHERE hash = $1 AND (before->>'migrations')::bigint >= ${DONE_SO_FAR}`,
    [BEGUN],
  );
}

/** The upgrade is done. Within the transaction of its guards. */
export async function forgetBegun(client: pg.Client): Promise<void> {
  await client.query('DELETE FROM public._guards_applied WHERE hash = $1', [BEGUN]);
}

async function hasNotes(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ has: boolean }>(
    `SELECT EXISTS (SELECT FROM pg_attribute WHERE attrelid = to_regclass('public._guards_applied')
        AND attname = 'before' AND NOT attisdropped) AS has`,
  );
  return rows[0]?.has ?? false;
}
