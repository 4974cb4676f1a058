import type pg from 'pg';
import { compareDefinitions, type Definition } from './definitions/compare-definitions.js';
import type { Inventory } from './definitions/seal-definitions.js';
import { isThere } from './is-there.js';

/**
 * Stands in place of the guards' hash, with what is kept behind it, while an upgrade is between its first migration and its guards. In a
 * column of its own it would itself be something that is not as sealed.
 */
const NOTES = `SELECT substr(hash, 7)::jsonb AS note, ctid FROM public._guards_applied WHERE hash LIKE 'begun %'`;
const DONE_SO_FAR = `(SELECT count(*) FROM public._prisma_migrations WHERE rolled_back_at IS NULL)`;

/**
 * Keeps what was defined before an upgrade until its guards are applied: one that ends in between is taken up where it was, and what its
 * migrations made is not taken for something that somebody slipped in.
 */
export async function noteBegun(client: pg.Client, { isSealed, number, now }: Inventory): Promise<void> {
  if (!isSealed) return; // nothing to measure by
  await client.query(
    `INSERT INTO public._guards_applied (hash)
       SELECT 'begun ' || jsonb_build_object('number', $1::int, 'migrations', ${DONE_SO_FAR}, 'now', $2::jsonb)::text`,
    [number, JSON.stringify(now)],
  );
}

/** @returns what was there before an upgrade that went on no further, measured by what is sealed; undefined where there is none such */
export async function begunBefore(client: pg.Client, found: Inventory): Promise<Inventory | undefined> {
  if (!found.isSealed) return undefined;
  const { rows } = await client.query<{ number: number; now: Definition[] }>(
    `SELECT (note->>'number')::int AS number, note->'now' AS now FROM (${NOTES} ORDER BY applied_at LIMIT 1) kept`,
  );
  const [note] = rows;
  if (note?.number !== found.number) return undefined;
  return { ...found, now: note.now, differences: compareDefinitions(found.sealed, note.now) };
}

/** Forgets upgrades of which nothing came into the database. */
export async function forgetUnbegun(client: pg.Client): Promise<void> {
  for (const table of ['public._guards_applied', 'public._prisma_migrations']) {
    if (!(await isThere(client, table))) return;
  }
  await client.query(
    `DELETE FROM public._guards_applied WHERE ctid IN
       (SELECT ctid FROM (${NOTES}) kept WHERE (note->>'migrations')::bigint >= ${DONE_SO_FAR})`,
  );
}

/** The upgrade is done. Within the transaction of its guards. */
export async function forgetBegun(client: pg.Client): Promise<void> {
  await client.query(`DELETE FROM public._guards_applied WHERE hash LIKE 'begun %'`);
}
