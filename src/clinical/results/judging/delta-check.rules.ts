import { converted } from '../../datatypes/unit-conversion.js';
import { criticalLimits } from '../critical-values.js';

/**
 * Delta check: the same test of the same patient, suddenly changed, perhaps because the specimen is another patient's. It says to look, not that
 * something is wrong. Source of the method and of the order of the limits: CLSI EP33, Use of Delta Checks in the Medical Laboratory (2016).
 */
export interface DeltaLimit {
  /** A LOINC code of the test, as in `critical-values.ts`. */
  readonly code: string;
  /** A change beyond this, in the unit of the test's critical limits … */
  readonly by?: number;
  /** … or beyond this part of the value before. */
  readonly byPart?: number;
  readonly withinHours: number;
  /** How much the test changes by itself, as part of the value before, where a source tells it: the limit lies beyond that. */
  readonly changesByItself?: { readonly part: number; readonly source: string };
}

/** What the changes of patients whose state is stable come to: reference change values, from within-person variation. */
const STABLE = 'Journal of Clinical Laboratory Analysis 2013, 27:438–443 (PMC6807446)';

/** A starting table of our own; the laboratory confirms it, or loads its own in its place. */
export const DELTA_LIMITS: readonly DeltaLimit[] = [
  { code: '2823-3', by: 1.5, withinHours: 24, changesByItself: { part: 0.1281, source: STABLE } },
  { code: '2951-2', by: 10, withinHours: 24, changesByItself: { part: 0.0325, source: STABLE } },
  { code: '14682-9', byPart: 0.5, withinHours: 72, changesByItself: { part: 0.145, source: STABLE } },
  { code: '718-7', by: 30, withinHours: 48 },
  { code: '777-3', byPart: 0.5, withinHours: 48 },
];

/** Limits that a hospital loaded, with their version. */
export interface LoadedDeltas {
  readonly version: number;
  readonly source: string;
  readonly limits: readonly DeltaLimit[];
}

const byRow = (limits: readonly DeltaLimit[]) => new Map(limits.map((limit) => [criticalLimits(limit.code), limit]));
let loaded: LoadedDeltas | undefined;
let current = byRow(DELTA_LIMITS);

/** Puts the hospital's limits in the place of the starting table; nothing puts that back. */
export function useDeltaLimits(hospitals: LoadedDeltas | undefined): void {
  loaded = hospitals;
  current = byRow(hospitals?.limits ?? DELTA_LIMITS);
}

/** By what a change is called sudden now: whose limits, in which version, or how much the test changes by itself. */
export interface DeltaSource {
  readonly loaded?: { readonly version: number; readonly source: string };
  readonly changesByItself?: DeltaLimit['changesByItself'];
}

export function deltaSource(loinc: string): DeltaSource {
  const { changesByItself } = current.get(criticalLimits(loinc)) ?? {};
  if (loaded) return { loaded: { version: loaded.version, source: loaded.source } };
  return changesByItself ? { changesByItself } : {};
}

/** A value of one moment. */
export interface Dated {
  readonly value?: number | null;
  readonly comparator?: string | null;
  readonly unit?: string | null;
  readonly effectiveAt: Date;
}

export const hasDeltaLimit = (loinc: string): boolean => current.has(criticalLimits(loinc));

/** Whether a value changed suddenly against the one before; false for what cannot be compared. */
export function isSudden(loinc: string, now: Dated, before: Dated): boolean {
  const row = criticalLimits(loinc);
  const limit = row && current.get(row);
  if (!row || !limit) return false;
  const hours = (now.effectiveAt.getTime() - before.effectiveAt.getTime()) / 3_600_000;
  if (hours < 0 || hours > limit.withinHours) return false;
  const [to, from] = [now, before].map(({ value, comparator, unit }) =>
    typeof value === 'number' && !comparator && unit ? converted(value, unit, row.unit, row) : undefined,
  );
  if (to === undefined || from === undefined) return false;
  const change = Math.abs(to - from);
  return change > (limit.by ?? Math.abs(from) * limit.byPart!);
}
