import type pg from 'pg';
import { isThere } from '../is-there.js';
import { hashOf, type Script } from '../migration-files.js';
import {
  compareDefinitions,
  definitionsToSeal,
  isRepairable,
  type Brought,
  type Definition,
  type Difference,
  type ToSeal,
} from './compare-definitions.js';
import { DEFINITIONS, DEFINITION_TEXTS } from './defined-now.js';
import type { Statement } from '../database.js';
import {
  countingSet,
  definitionsJson,
  fingerprintOf,
  newestSet,
  type DefinitionSet,
  type DefinitionSetRow,
} from './definition-set.js';

/** What was sealed, and what is there; both empty before the first set. */
export interface Inventory {
  readonly number: number;
  readonly sealed: readonly Definition[];
  /** Names of those that were applied when it was sealed. */
  readonly migrations: readonly string[];
  readonly now: readonly Definition[];
  readonly differences: readonly Difference[];
  /** Whether there is a set at all that its event on the trail vouches for. */
  readonly isSealed: boolean;
}

const NONE: Inventory = { number: 0, sealed: [], migrations: [], now: [], differences: [], isSealed: false };

/** What the owner finds in the database. Before the trail has sets, nothing. */
export async function inventoryOf(client: pg.Client): Promise<Inventory> {
  if (!(await isThere(client, 'audit.definition_set'))) return NONE;
  const { rows: now } = await client.query<Definition>(DEFINITIONS);
  const { rows } = await client.query<DefinitionSetRow>(newestSet('audit.event').text);
  const set = countingSet(rows);
  const sealed = set?.definitions ?? [];
  return {
    number: rows[0]?.number ?? 0,
    sealed,
    migrations: set?.migrations ?? [],
    now,
    differences: set ? compareDefinitions(sealed, now) : [],
    isSealed: set !== undefined,
  };
}

/** Whether applying the guards again puts anything right. */
export const needsRepair = ({ isSealed, now, differences }: Inventory): boolean =>
  now.length > 0 && (!isSealed || differences.some(isRepairable));

/**
 * Takes away what stands on the tables of the trail itself, ahead of the guards that put back what belongs there. Within their
 * transaction.
 */
export async function clearTrailTables(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ statement: string }>(`
    SELECT format('DROP TRIGGER %I ON %s', t.tgname, t.tgrelid::regclass) AS statement
      FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
     WHERE c.relnamespace = to_regnamespace('audit') AND NOT t.tgisinternal AND t.tgparentid = 0
    UNION ALL
    SELECT format('DROP RULE %I ON %s', w.rulename, w.ev_class::regclass)
      FROM pg_rewrite w JOIN pg_class c ON c.oid = w.ev_class
     WHERE c.relnamespace = to_regnamespace('audit') AND w.rulename <> '_RETURN'`);
  for (const { statement } of rows) await client.query(statement);
}

/**
 * Writes the set that this upgrade leaves, and its event. Within the transaction of the guards.
 * @param whatIsBrought asked where something was not as sealed before: what this version itself defines
 * @returns what somebody had made by hand before, to the letter as this version brings it; the event names it
 */
export async function sealDefinitions(
  client: pg.Client,
  before: Inventory,
  guards: Script[],
  whatIsBrought: () => Promise<Brought>,
): Promise<ToSeal['broughtAhead']> {
  if (!(await isThere(client, 'audit.definition_set'))) return [];
  const { rows: now } = await client.query<Definition>(DEFINITIONS.text);
  const { rows: applied } = await client.query<{ name: string }>(
    `SELECT migration_name AS name FROM public._prisma_migrations WHERE rolled_back_at IS NULL ORDER BY 1`,
  );
  const { definitions, broughtAhead } = definitionsToSeal(
    before.sealed,
    before.isSealed ? before.now : [],
    now,
    before.differences.length > 0 ? await whatIsBrought() : undefined,
  );
  const set = {
    number: before.number + 1,
    guards: hashOf(guards),
    migrations: applied.map(({ name }) => name),
    definitions,
  };
  // Without a set before it to measure by, what stood there was taken as it was: whoever asks the trail sees that.
  await keepSet(
    (text, values) => client.query(text, values),
    set,
    before.isSealed ? before.number : null,
    broughtAhead,
  );
  await client.query(`INSERT INTO audit.definition_text (hash, definition) ${DEFINITION_TEXTS}
    ON CONFLICT (hash) DO UPDATE SET definition = EXCLUDED.definition WHERE definition_text.definition <> EXCLUDED.definition`);
  return broughtAhead;
}

type Run = (text: string, values: unknown[]) => Promise<unknown>;

/** Writes a set and its event. @param measuredBy the number of the set that it was compared with */
async function keepSet(
  run: Run,
  set: DefinitionSet,
  measuredBy: number | null,
  broughtAhead: ToSeal['broughtAhead'] = [],
): Promise<void> {
  const fingerprint = fingerprintOf(set);
  const { number, guards, migrations } = set;
  const ahead = broughtAhead.map(({ kind, name }) => `${kind} ${name}`);
  const detail = {
    ...{ number, fingerprint, guards, definitions: set.definitions.length, measuredBy },
    ...(ahead.length > 0 && { broughtAhead: ahead }),
  };
  await run(
    `WITH event AS (
       INSERT INTO audit.event (kind, actor_kind, username, entity, detail)
       VALUES ('create', 'system', 'system:migrate', 'definition_set', $1) RETURNING id)
     INSERT INTO audit.definition_set (number, event_id, guards, migrations, definitions, fingerprint)
       SELECT $2, id, $3, $4, $5::jsonb, $6 FROM event`,
    [detail, number, guards, migrations, definitionsJson(set), fingerprint],
  );
}

/**
 * Keeps the newest set once more, word for word, with an event of today: the one that vouches for it is about to leave the database with its month,
 * and a set that no event vouches for counts no more. One that counted for nothing before is left as it is. Within the transaction that archives.
 * @param gone whether an event leaves
 */
export async function carryOverSet(
  query: <Row extends object>(statement: Statement, values?: unknown[]) => Promise<Row[]>,
  gone: { readonly firstId: string; readonly pastId: string },
): Promise<void> {
  const rows = await query<DefinitionSetRow & { eventId: string }>(newestSet('audit.event'));
  const [row, set] = [rows[0], countingSet(rows)];
  if (!row || !set || row.eventId < gone.firstId || row.eventId >= gone.pastId) return;
  const run: Run = (text, values) => query({ name: '', text }, values);
  await keepSet(run, { ...set, number: set.number + 1 }, set.number);
}
