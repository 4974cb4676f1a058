import { CRITICAL_VALUES, type CriticalValue } from '../critical-values.js';

/**
 * Normal ranges of our own, for values that come without one. A starting table, to be confirmed by the hospital's laboratory, which goes by
 * its own methods. What has no source here has no range: the value then has no flag, and is still compared with the critical limits.
 *
 * Each limit's source stands in `laboratory-sources.ts`, where it was compared with one.
 */
export interface ReferenceRange {
  /** A LOINC code of the test, any of those it goes by in `critical-values.ts`. */
  readonly code: string;
  /** In the unit of the critical limits of the test. */
  readonly low?: number;
  readonly high?: number;
  readonly sex?: 'male' | 'female';
  /** Years of age, from (included) and to (not included). */
  readonly fromYears: number;
  readonly toYears?: number;
}

const ADULT = 18;

export const REFERENCE_RANGES: readonly ReferenceRange[] = [
  { code: '2823-3', low: 3.5, high: 5, fromYears: ADULT },
  { code: '2951-2', low: 136, high: 145, fromYears: ADULT },
  { code: '2000-8', low: 2.1, high: 2.6, fromYears: ADULT },
  { code: '777-3', low: 150, high: 400, fromYears: ADULT },
  { code: '6690-2', low: 4.5, high: 11, fromYears: ADULT },
  { code: '14682-9', high: 133, fromYears: ADULT },
  { code: '2744-1', low: 7.35, high: 7.45, fromYears: ADULT },
  { code: '718-7', low: 105, fromYears: 0.5, toYears: 2 },
  { code: '718-7', low: 110, fromYears: 2, toYears: 5 },
  { code: '718-7', low: 115, fromYears: 5, toYears: 12 },
  { code: '718-7', low: 120, fromYears: 12, toYears: 15 },
  { code: '718-7', low: 120, fromYears: 15, toYears: ADULT, sex: 'female' },
  { code: '718-7', low: 130, fromYears: 15, toYears: ADULT, sex: 'male' },
  { code: '718-7', low: 120, high: 160, fromYears: ADULT, sex: 'female' },
  { code: '718-7', low: 130, high: 180, fromYears: ADULT, sex: 'male' },
];

const OF_ROW = new Map<CriticalValue, readonly ReferenceRange[]>(
  CRITICAL_VALUES.map((row) => [row, REFERENCE_RANGES.filter(({ code }) => row.codes.includes(code))]),
);

/** Whom a value is about, as far as it is known. */
export interface Person {
  readonly sex?: string | null;
  /** Age in years at the time of the value, not rounded: from the latest to the earliest birth that is possible. */
  readonly years?: { readonly min: number; readonly max: number } | null;
}

/** Our range of a test for somebody; undefined when none fits for sure. */
export function ownRange(row: CriticalValue, person: Person): ReferenceRange | undefined {
  return OF_ROW.get(row)?.find((range) => fits(range, person));
}

interface ForWhom {
  readonly sex?: string;
  readonly fromYears?: number;
  readonly toYears?: number;
}

/** Whether a range by sex and age is that of a person, whatever of them is not known. */
export function fits({ sex, fromYears, toYears }: ForWhom, person: Person): boolean {
  if (sex !== undefined && sex !== person.sex) return false;
  if (fromYears === undefined && toYears === undefined) return true;
  const { years } = person;
  // A bound that is no number is met by nobody.
  return Boolean(years && years.min >= (fromYears ?? 0) && years.max < (toYears ?? Infinity));
}
