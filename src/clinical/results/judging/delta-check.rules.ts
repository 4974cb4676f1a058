import { converted } from '../../datatypes/unit-conversion.js';
import { criticalLimits } from '../critical-values.js';

/**
 * Delta check: the same test of the same patient, suddenly changed, perhaps because the specimen is another patient's. A starting table, to be
 * confirmed by the hospital's laboratory. It says to look, not that something is wrong. Source of the method and of the order of the
 * limits: CLSI EP33, Use of Delta Checks in the Medical Laboratory (2016).
 */
export interface DeltaLimit {
  /** A LOINC code of the test, as in `critical-values.ts`. */
  readonly code: string;
  /** A change beyond this, in the unit of the test's critical limits … */
  readonly by?: number;
  /** … or beyond this part of the value before. */
  readonly byPart?: number;
  readonly withinHours: number;
}

export const DELTA_LIMITS: readonly DeltaLimit[] = [
  { code: '2823-3', by: 1.5, withinHours: 24 },
  { code: '2951-2', by: 10, withinHours: 24 },
  { code: '14682-9', byPart: 0.5, withinHours: 72 },
  { code: '718-7', by: 30, withinHours: 48 },
  { code: '777-3', byPart: 0.5, withinHours: 48 },
];

const BY_ROW = new Map(DELTA_LIMITS.map((limit) => [criticalLimits(limit.code), limit]));

/** A value of one moment. */
export interface Dated {
  readonly value?: number | null;
  readonly comparator?: string | null;
  readonly unit?: string | null;
  readonly effectiveAt: Date;
}

export const hasDeltaLimit = (loinc: string): boolean => BY_ROW.has(criticalLimits(loinc));

/** Whether a value changed suddenly against the one before; false for what cannot be compared. */
export function isSudden(loinc: string, now: Dated, before: Dated): boolean {
  const row = criticalLimits(loinc);
  const limit = row && BY_ROW.get(row);
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
