import { Problem } from '../../kernel/problem.js';
import type { EncounterState } from './encounter-state.rules.js';
import { encounterProblems } from './encounters.errors.js';

/** What time something is about that is charted, and why only now. */
export interface Lateness {
  readonly effectiveAt?: Date | string | null;
  readonly lateReason?: string | null;
  /** Something was done to the patient or seen of them, who must have been alive. */
  readonly atBedside?: true;
  /** It is about the stay as a whole, such as its summary: after the discharge, and where nobody says otherwise, about its end. */
  readonly ofWholeStay?: boolean;
  /** The field that says the moment; `/effectiveAt` by default. */
  readonly pointer?: string;
}

/**
 * What is kept of a late entry: that it was charted after the discharge, and why it is charted only now, as was said; null where neither is so. After
 * a system was down, paper is charted with its reason while the patient still lies there.
 */
export const lateColumns = (lateEntry: boolean, lateReason: string | null | undefined) => ({
  lateEntry: lateEntry || null,
  lateReason: lateReason ?? null,
});

/** An encounter as far as it says whether something may still be charted in it. */
export interface ChartableRow {
  readonly status: EncounterState;
  readonly endedAt: Date | null;
  readonly isClosed: boolean;
  /** Whether who acts cared for the patient during it. */
  readonly cared: boolean;
}

/**
 * SQL condition on an encounter that is over: what happened before the discharge may be charted after it, by those who cared; with a reason
 * once the record is closed.
 */
export const lateSql = (encounter: string, effectiveAt: string, person: string, reason: string): string =>
  `${encounter}.status = 'finished' AND ${effectiveAt}::timestamptz <= ${encounter}.ended_at
        AND (${encounter}.closed_at IS NULL OR ${reason}::text IS NOT NULL) AND public.cared_in(${person}::uuid, ${encounter}.id)`;

/** Columns of {@link ChartableRow} of an encounter `e`; `person` is who acts. */
export const chartableSql = (person: string): string =>
  `e.status, e.ended_at AS "endedAt", e.closed_at IS NOT NULL AS "isClosed",
    e.status = 'finished' AND public.cared_in(${person}::uuid, e.id) AS cared`;

/** @throws Problem encounterClosed, lateEntryNotYours, recordClosed when it may not be charted as a late entry */
export function requireLateAllowed(
  { status, endedAt, isClosed, cared }: ChartableRow,
  { effectiveAt, lateReason }: Lateness,
): void {
  const isBefore = endedAt !== null && Boolean(effectiveAt) && new Date(effectiveAt!) <= endedAt;
  if (status !== 'finished' || !isBefore) throw new Problem(encounterProblems.encounterClosed);
  if (!cared) throw new Problem(encounterProblems.lateEntryNotYours);
  if (isClosed && !lateReason) throw new Problem(encounterProblems.recordClosed);
}
