import type pg from 'pg';
import { forgetBegun } from './begun-upgrade.js';
import { MigrationFailed, refusal } from './migration-errors.js';
import { hashOf, type Script } from './migration-files.js';
import { markFunctions, unmarkFunctions, whatIsBrought } from './definitions/brought.js';
import type { ToSeal } from './definitions/compare-definitions.js';
import { clearTrailTables, sealDefinitions, type Inventory } from './definitions/seal-definitions.js';
import type { ShippedDefinition } from './definitions/shipped-definitions.js';

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
 *   alone must not: what was sealed stays the measure; `shipped` what rows can be as this version leaves it; `lockTimeoutMs` how long each
 *   statement waits for a lock
 * @returns what somebody had made by hand before, to the letter as these guards and migrations bring it
 * @throws {MigrationFailed} with the guard's name and PostgreSQL's message; the database is as before
 */
export async function applyGuards(
  client: pg.Client,
  guards: Script[],
  before: Inventory,
  how: {
    readonly repair: boolean;
    readonly seal: boolean;
    readonly shipped: readonly ShippedDefinition[];
    readonly lockTimeoutMs: number;
  },
): Promise<ToSeal['broughtAhead']> {
  await client.query('BEGIN');
  try {
    // Whoever waits for a lock on a table holds up all who come after it.
    await client.query(`SET LOCAL lock_timeout = ${how.lockTimeoutMs}`);
    await client.query(`CREATE TABLE IF NOT EXISTS public._guards_applied
      (hash text NOT NULL, applied_at timestamptz NOT NULL DEFAULT clock_timestamp())`);
    if (how.repair) await clearTrailTables(client);
    const marked = await markFunctions(client, before.differences);
    for (const guard of guards) await applyGuard(client, guard);
    const anew = await unmarkFunctions(client, marked);
    await forgetBegun(client);
    await client.query('INSERT INTO public._guards_applied (hash) VALUES ($1)', [hashOf(guards)]);
    const ahead = how.seal
      ? await sealDefinitions(client, before, guards, () => whatIsBrought(client, anew, how.shipped))
      : [];
    await client.query('COMMIT');
    return ahead;
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
