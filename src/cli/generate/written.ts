import type { BulkSession } from '../../platform/database/bulk-session.js';
import { StartError } from '../../server/start-error.js';
import { setsOf } from './charting.js';
import { encounterId, type Visit } from './course.js';
import type { Plan } from './plan.js';
import { elementAt } from '../../kernel/list.js';

/** Who answers for generated rows on the trail. */
export const GENERATOR = 'system:generate';
/** Whose patients and people a trial database may hold. */
const INVENTORS = ['system:demo', GENERATOR];

/** What of a plan the database has already. */
export interface Written {
  readonly hospital: boolean;
  /** For each slice, whether its two transactions have committed. */
  readonly led: readonly boolean[];
  readonly charted: readonly boolean[];
}

/**
 * Refuses a database in which somebody works: one that holds a patient or a staff member who was not invented by the demo or by this
 * command, as the trail says. What the trail says nothing of counts as real.
 */
export async function requireTrial(session: BulkSession): Promise<void> {
  for (const [table, what] of [
    ['patient', 'patients'],
    ['staff_member', 'people'],
  ] as const) {
    const real = await session.query(REAL(table), [table, INVENTORS]);
    if (real.length === 0) continue;
    throw new StartError(
      `This database holds ${what} that neither the demo nor this command has invented, so it is taken for a hospital at work: ` +
        'nothing is generated here. Use an empty database, or one with the demo hospital only.',
    );
  }
}

// Row by row, through the index: a plan that reads the whole trail takes minutes on a large one.
const REAL = (table: 'patient' | 'staff_member'): string => `
  SELECT FROM ${table} row WHERE coalesce((
    SELECT made.username FROM audit.event made
     WHERE made.entity_id = row.id AND made.entity = $1 AND made.kind = 'create' AND made.actor_kind = 'system' LIMIT 1), '') <> ALL ($2)
  LIMIT 1`;

/**
 * How far this very plan has been written before.
 * @throws StartError when there is a history of another plan, or this one is complete
 */
export async function writtenOf(session: BulkSession, plan: Plan, ask: string): Promise<Written> {
  const [before] = await session.query<{ asked: string }>(BEFORE, [GENERATOR]);
  if (before && before.asked !== ask) {
    throw new StartError(
      `This database already holds a generated history (${before.asked}). Use another database, or the same words to finish that one.`,
    );
  }
  const led = await present(
    session,
    'encounter',
    plan.slices.map((slice) => encounterId(plan.extent, elementAt(slice, 0))),
  );
  const charted = await present(
    session,
    'vital_signs',
    plan.slices.map((slice) => firstSet(plan, slice)),
  );
  if (before && [...led, ...charted].every(Boolean)) {
    throw new StartError(`This database already holds this generated history, whole (${ask}): nothing to do.`);
  }
  return { hospital: before !== undefined, led, charted };
}

const BEFORE = `SELECT request_id AS asked FROM audit.event
   WHERE entity_id = (SELECT id FROM ward WHERE code = 'CCTH') AND kind = 'create' AND username = $1 LIMIT 1`;

function firstSet({ extent }: Plan, slice: readonly Visit[]): string | undefined {
  const charted = slice.find(({ cancelled }) => !cancelled);
  if (!charted) return undefined;
  const [first] = setsOf(extent, charted);
  return first?.id;
}

async function present(session: BulkSession, table: string, ids: readonly (string | undefined)[]): Promise<boolean[]> {
  const rows = await session.query<{ id: string }>(`SELECT id FROM ${table} WHERE id = ANY ($1::uuid[])`, [
    ids.filter((id) => id !== undefined),
  ]);
  const known = new Set(rows.map(({ id }) => id));
  return ids.map((id) => id === undefined || known.has(id));
}
