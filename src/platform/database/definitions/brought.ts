import type pg from 'pg';
import { keyOf, type Brought, type Difference } from './compare-definitions.js';
import { MADE_NOW } from './defined-now.js';
import type { Rehearsed } from './rehearsed.js';
import type { ShippedDefinition } from './shipped-definitions.js';

interface Bringing {
  /** Those that the guards made anew. */
  readonly functions: readonly string[];
  readonly shipped: readonly ShippedDefinition[];
  readonly rehearsed: Rehearsed;
}

/**
 * A setting that changes nothing, put on a function, where CREATE OR REPLACE does not leave it: what still has it afterwards was made by somebody
 * else. One that has it from elsewhere is not marked, and so stays somebody else's.
 */
const MARK = 'debug_pretty_print';

/**
 * Marks the functions that are not as they were sealed, ahead of the guards. Within their transaction.
 * @returns the names of those that bear it now
 */
export async function markFunctions(client: pg.Client, differences: readonly Difference[]): Promise<string[]> {
  const names = differences.filter(({ kind, how }) => kind === 'function' && how !== 'missing').map(({ name }) => name);
  if (names.length === 0) return [];
  const { rows } = await client.query<{ name: string }>(
    `SELECT p.oid::regprocedure::text AS name FROM pg_proc p
      WHERE p.oid::regprocedure::text = ANY ($1) AND p.prokind IN ('f', 'p') AND pg_has_role(p.proowner, 'USAGE')
        AND coalesce(p.proconfig::text, '') NOT LIKE '%${MARK}%'`,
    [names],
  );
  for (const { name } of rows) await client.query(`ALTER ROUTINE ${name} SET ${MARK} = on`);
  return rows.map(({ name }) => name);
}

/** Takes the mark off again. @returns those of them that the guards made anew, which are as shipped then whatever they were before */
export async function unmarkFunctions(client: pg.Client, marked: readonly string[]): Promise<string[]> {
  if (marked.length === 0) return [];
  const { rows } = await client.query<{ name: string; isMarked: boolean }>(
    `SELECT p.oid::regprocedure::text AS name, coalesce('${MARK}=on' = ANY (p.proconfig), false) AS "isMarked" FROM pg_proc p
      WHERE p.oid::regprocedure::text = ANY ($1)`,
    [marked],
  );
  for (const { name, isMarked } of rows) if (isMarked) await client.query(`ALTER ROUTINE ${name} RESET ${MARK}`);
  return rows.filter(({ isMarked }) => !isMarked).map(({ name }) => name);
}

/**
 * What this version itself defines: a function, trigger, policy or view that its guards have made anew, rights, flags and exemptions as the guards
 * make them where there are none, or what it ships word for word. To be asked within the transaction of the guards.
 */
export async function whatIsBrought(client: pg.Client, { functions, shipped, rehearsed }: Bringing): Promise<Brought> {
  const { rows } = await client.query<{ kind: string; name: string }>(MADE_NOW);
  const made = new Set([...rows, ...functions.map((name) => ({ kind: 'function', name }))].map(keyOf));
  const texts = new Set(shipped.map((one) => `${keyOf(one)}\n${one.hash}`));
  return {
    is: (one) => made.has(keyOf(one)) || texts.has(`${keyOf(one)}\n${one.hash}`) || rehearsed.isMade(one),
    isOther: (one) => rehearsed.isOther(one),
    isLeftOut: (one) => rehearsed.isLeftOut(one),
  };
}
