import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { forgetBegun } from './begun-upgrade.js';
import { isInTheWay } from './insisting.js';
import { isThere } from './is-there.js';
import { MigrationFailed, refusal } from './migration-errors.js';
import { hashOf, type Script } from './migration-files.js';
import { markFunctions, unmarkFunctions, whatIsBrought } from './definitions/brought.js';
import type { ToSeal } from './definitions/compare-definitions.js';
import { rehearse } from './definitions/rehearsed.js';
import { clearTrailTables, sealDefinitions, type Inventory } from './definitions/seal-definitions.js';
import type { ShippedDefinition } from './definitions/shipped-definitions.js';

/** Whether the guards last applied to the database are these. */
export async function areGuardsCurrent(client: pg.Client, guards: Script[]): Promise<boolean> {
  if (!(await isThere(client, 'public._guards_applied'))) return false;
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
  await beginAlone(client);
  try {
    // Whoever waits for a lock on a table holds up all who come after it.
    await client.query(`SET LOCAL lock_timeout = ${how.lockTimeoutMs}`);
    await client.query(`CREATE TABLE IF NOT EXISTS public._guards_applied
      (hash text NOT NULL, applied_at timestamptz NOT NULL DEFAULT clock_timestamp())`);
    if (how.repair) await clearTrailTables(client);
    const applying = async () => {
      for (const guard of guards) await applyGuard(client, guard);
    };
    const rehearsed = await rehearse(client, how.seal ? before.differences : [], applying);
    const marked = await markFunctions(client, before.differences);
    await applying();
    const anew = await unmarkFunctions(client, marked);
    await forgetBegun(client);
    await client.query('INSERT INTO public._guards_applied (hash) VALUES ($1)', [hashOf(guards)]);
    const ahead = how.seal
      ? await sealDefinitions(client, before, guards, () =>
          whatIsBrought(client, { functions: anew, shipped: how.shipped, rehearsed }),
        )
      : [];
    await client.query('COMMIT');
    return ahead;
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  }
}

/** All tables at once, those that every request reads first before the others: so whoever comes waits there, and holds nothing that is waited for. */
const EVERY_TABLE = `DO $$ DECLARE every text; BEGIN
  SELECT string_agg(c.oid::regclass::text, ', ' ORDER BY array_position(ARRAY['staff_member', 'encounter', 'patient']::name[], c.relname), c.oid) INTO every
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND n.nspname IN ('public', 'audit') AND pg_has_role(c.relowner, 'USAGE');
  IF every IS NOT NULL THEN EXECUTE 'LOCK TABLE ' || every || ' IN ACCESS EXCLUSIVE MODE'; END IF;
END $$`;
/** How long one attempt waits for them, shorter than until PostgreSQL looks for a deadlock, and how many there are. */
const [ALONE_MS, ATTEMPTS] = [150, 200];

/** Begins when nobody is under way: guards lock table after table, and would wait for who waits for them. What can't be had so is waited for by each guard. */
async function beginAlone(client: pg.Client): Promise<void> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    await client.query('BEGIN');
    try {
      await client.query(`SET LOCAL lock_timeout = ${ALONE_MS}`);
      await client.query(EVERY_TABLE);
      return;
    } catch (error) {
      await client.query('ROLLBACK');
      if (!isInTheWay(error)) throw error;
      await sleep(Math.random() * 100);
    }
  }
  await client.query('BEGIN');
}

async function applyGuard(client: pg.Client, { name, sql }: Script): Promise<void> {
  try {
    await client.query(sql);
  } catch (cause) {
    if (!(cause instanceof Error)) throw cause;
    throw new MigrationFailed(`Guard ${name} failed, no guard was applied: ${refusal(cause, sql)}`, name, { cause });
  }
}
