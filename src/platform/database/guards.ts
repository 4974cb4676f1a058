import type pg from 'pg';
import { forgetBegun } from './begun-upgrade.js';
import { MigrationFailed, refusal } from './migration-errors.js';
import { hashOf, type Script } from './migration-files.js';
import { clearTrailTables, sealDefinitions, type Inventory } from './definitions/seal-definitions.js';

/** Whether the guards last applied to the database are these. */
export async function areGuardsCurrent(client: pg.Client, guards: Script[]): Promise<boolean> {
  const { rows: tables } = await client.query<{ exists: boolean }>(
    `SELECT to_regclass('public._guards_applied') IS NOT NULL AS exists`,
  );
  if (!tables[0]?.exists) return false;
  const { rows } = await client.query<{ hash: string }>(
    'SELECT hash FROM public._guards_applied ORDER BY applied_at DESC LIMIT 1',
  );
  return rows[0]?.hash === hashOf(guards);
}

/**
 * Applies all guards in one transaction and notes that.
 * @param before what was sealed and defined before the upgrade began
 * @param how `repair` takes away first whatever else stands on the tables of the trail; `seal` seals what is defined then, which a repair
 *   alone must not: what was sealed stays the measure; `lockTimeoutMs` how long each statement waits for a lock
 * @throws {MigrationFailed} with the guard's name and PostgreSQL's message; the database is as before
 */
export async function applyGuards(
  client: pg.Client,
  guards: Script[],
  before: Inventory,
  how: { readonly repair: boolean; readonly seal: boolean; readonly lockTimeoutMs: number },
): Promise<void> {
  await client.query('BEGIN');
  try {
    // Whoever waits for a lock on a table holds up all who come after it.
    await client.query(`SET LOCAL lock_timeout = ${how.lockTimeoutMs}`);
    await client.query(`CREATE TABLE IF NOT EXISTS public._guards_applied
      (hash text NOT NULL, applied_at timestamptz NOT NULL DEFAULT clock_timestamp())`);
    if (how.repair) await clearTrailTables(client);
    for (const guard of guards) await applyGuard(client, guard);
    await forgetBegun(client);
    await client.query('INSERT INTO public._guards_applied (hash) VALUES ($1)', [hashOf(guards)]);
    if (how.seal) await sealDefinitions(client, before, guards);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  }
}

async function applyGuard(client: pg.Client, { name, sql }: Script): Promise<void> {
  try {
    await client.query(sql);
  } catch (cause) {
    if (!(cause instanceof Error)) throw cause;
    throw new MigrationFailed(`Guard ${name} failed, no guard was applied: ${refusal(cause, sql)}`, name, { cause });
  }
}
