import { converted, type Substance } from '../../datatypes/unit-conversion.js';
import { fits, type Person } from './reference-ranges.js';

/** A normal range as its sender gave it. */
export interface SentRange {
  readonly low?: number;
  readonly high?: number;
  /** Absent: that of the value. */
  readonly unit?: string;
  readonly text?: string;
  /** FHIR referencerange-meaning: `normal` when absent; others (therapeutic, pre-menopausal …) are shown and judge nothing. */
  readonly kind?: string;
  /** Whom it is for, where it is not for everybody. */
  readonly sex?: string;
  /** It is for some people whom we cannot tell. */
  readonly forOthers?: boolean;
  readonly fromYears?: number;
  readonly toYears?: number;
}

/** What is kept of the ranges of a value. */
export interface KeptRange {
  /** In the unit of the value. */
  readonly referenceLow?: number;
  readonly referenceHigh?: number;
  /** Every range that is not kept as numbers, in its own unit and words. */
  readonly referenceText?: string;
}

/**
 * Of the ranges that a sender gave the one that is the patient's: normal, of their sex and age, in a unit that fits. None when that is not sure.
 * All others are kept in words.
 */
export function keptRange(
  ranges: readonly SentRange[],
  unit: string | undefined,
  person: Person,
  of: Substance = {},
): KeptRange {
  const mine = rangeOf(ranges, person);
  const numbers = mine && inUnit(mine, unit, of);
  const told = numbers ? [mine.text, ...ranges.filter((range) => range !== mine).map(wordsOf)] : ranges.map(wordsOf);
  const text = told.filter(Boolean).join('; ');
  return { ...numbers, ...(text && { referenceText: text }) };
}

/** The one made for such a person goes before the one for everybody; two that are alike contradict each other. */
function rangeOf(ranges: readonly SentRange[], person: Person): SentRange | undefined {
  const fitting = ranges.filter(
    (range) =>
      (range.low !== undefined || range.high !== undefined) &&
      (range.kind === undefined || range.kind === 'normal') &&
      !range.forOthers &&
      fits(range, person),
  );
  const special = fitting.filter(
    ({ sex, fromYears, toYears }) => sex !== undefined || fromYears !== undefined || toYears !== undefined,
  );
  const chosen = special.length > 0 ? special : fitting;
  return chosen.length === 1 ? chosen[0] : undefined;
}

function inUnit({ low, high, unit }: SentRange, of: string | undefined, substance: Substance): KeptRange | undefined {
  if (unit !== undefined && of === undefined) return undefined;
  const inIt = (limit: number | undefined) =>
    limit === undefined || unit === undefined || of === undefined ? limit : converted(limit, unit, of, substance);
  const [referenceLow, referenceHigh] = [inIt(low), inIt(high)];
  const isLost =
    (low !== undefined && referenceLow === undefined) || (high !== undefined && referenceHigh === undefined);
  if (isLost || (referenceLow ?? -Infinity) > (referenceHigh ?? Infinity)) return undefined;
  return { ...(referenceLow !== undefined && { referenceLow }), ...(referenceHigh !== undefined && { referenceHigh }) };
}

/** The range as it would stand on paper. */
function wordsOf({ low, high, unit, text, kind }: SentRange): string {
  const numbers =
    low === undefined ? (high === undefined ? '' : `≤ ${high}`) : high === undefined ? `≥ ${low}` : `${low}–${high}`;
  const measured = numbers && unit ? `${numbers} ${unit}` : numbers;
  return [kind && kind !== 'normal' ? `${kind}:` : '', measured, text].filter(Boolean).join(' ');
}
