/** Flags on numeric results. Source: HL7 v3 code system ObservationInterpretation, as FHIR R4 Observation uses it. */

/** N normal, L low, H high, LL critically low, HH critically high. */
export type Interpretation = 'N' | 'L' | 'H' | 'LL' | 'HH';

/** Limits in the unit of the value. Either may be missing: a range may be open at one end. */
export interface Limits {
  readonly low?: number | null;
  readonly high?: number | null;
}

/**
 * Flags a value. Reference limits belong to the normal range (value = low is N); critical limits are not critical
 * themselves (value < low is LL). Critical goes before the reference range. Undefined, never N, when nothing can be
 * said: no number, or neither reference limit known. Value and limits are in one unit: the caller's duty.
 */
export function interpret(value: number, reference: Limits, critical: Limits = {}): Interpretation | undefined {
  if (Number.isNaN(value)) return undefined;
  if (isBelow(value, critical.low)) return 'LL';
  if (isAbove(value, critical.high)) return 'HH';
  if (isBelow(value, reference.low)) return 'L';
  if (isAbove(value, reference.high)) return 'H';
  return isLimit(reference.low) || isLimit(reference.high) ? 'N' : undefined;
}

function isBelow(value: number, limit: number | null | undefined): boolean {
  return isLimit(limit) && value < limit;
}

function isAbove(value: number, limit: number | null | undefined): boolean {
  return isLimit(limit) && value > limit;
}

function isLimit(limit: number | null | undefined): limit is number {
  return typeof limit === 'number' && !Number.isNaN(limit);
}
