import type { Localised } from '../../kernel/language.js';
import { invalidField } from '../../kernel/problem.js';
import type { Tx } from '../../platform/database/prisma.js';
import { encounterWords } from './encounters.words.js';
import { firstRow } from '../../platform/database/rows.js';

/** Where a patient is, and since when. */
export interface CurrentStay {
  readonly id: string;
  readonly wardId: string;
  readonly bedId: string | null;
  readonly startedAt: Date;
}

/** The present by the database's clock, by which charting is timed too. Read after the encounter is held. */
export interface Present {
  readonly now: Date;
  readonly stay: CurrentStay | null;
}

/** The stay that goes on, and what time it is. */
export async function presentOf(tx: Tx, encounterId: string): Promise<Present> {
  const rows = await tx.$queryRaw<(Partial<CurrentStay> & { now: Date })[]>`
    SELECT s.id, s.ward_id AS "wardId", s.bed_id AS "bedId", s.started_at AS "startedAt",
        date_trunc('milliseconds', clock_timestamp()) AS now
      FROM (SELECT) one LEFT JOIN stay s ON s.encounter_id = ${encounterId}::uuid AND s.ended_at IS NULL`;
  const { now, ...stay } = firstRow(rows);
  return { now, stay: stay.id ? (stay as CurrentStay) : null };
}

export async function endStay(tx: Tx, stay: CurrentStay | null, endedAt: Date): Promise<void> {
  if (stay) await tx.stay.update({ where: { id: stay.id }, data: { endedAt }, select: { id: true } });
}

/** Since when the patient is where they are: since they came to the place, or since they were back from a leave. */
export function hereSince(
  stay: CurrentStay | null,
  {
    startedAt,
    leaves,
  }: { readonly startedAt: Date; readonly leaves: readonly { readonly returnedAt: string }[] | null },
): Date {
  const [came, back] = [stay?.startedAt ?? startedAt, leaves?.at(-1)?.returnedAt];
  return back && new Date(back) > came ? new Date(back) : came;
}

/**
 * A moment provided, or now; a clock that runs a little ahead, as input allows, means now, so that nothing waits for it.
 * @throws Problem validation when it lies before what it follows
 */
export function momentOf(
  provided: string | undefined,
  now: Date,
  after: Date,
  words: Localised = encounterWords.beforeItBegan,
): Date {
  const moment = provided && new Date(provided) < now ? new Date(provided) : now;
  if (moment >= after) return moment;
  // Only a moment that was provided can be wrong: one clock times all others.
  if (!provided) return after;
  throw invalidField('/at', 'before-it-began', words);
}
