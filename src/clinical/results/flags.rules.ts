import { LOINC } from './code-systems.js';
import { CRITICAL_ABOVE_REFERENCE, CRITICAL_WHEN_POSITIVE, criticalLimits } from './critical-values.js';
import { interpret, type Interpretation, type Limits } from './interpretation.rules.js';

/** Flags a sender may give. Source: HL7 v3 code system ObservationInterpretation. */
export const FLAGS = ['N', 'L', 'H', 'LL', 'HH', 'A', 'AA', 'POS', 'NEG', 'IND', 'S', 'I', 'R', 'U', 'D', 'B', 'W'];

/** Comparators of a value beyond what could be measured. Source: FHIR R4 quantity-comparator. */
export const COMPARATORS = ['<', '<=', '>=', '>'];

/** What is looked at to flag a value. */
export interface JudgedValue {
  readonly system?: string | null;
  readonly code?: string | null;
  readonly value?: number | null;
  readonly comparator?: string | null;
  /** UCUM. */
  readonly unit?: string | null;
  readonly referenceLow?: number | null;
  readonly referenceHigh?: number | null;
}

const SEVERITY: readonly Interpretation[] = ['LL', 'L', 'N', 'H', 'HH'];

/**
 * Flags a value by its reference range and the hospital's critical limits; undefined when nothing can be said.
 * @param known whether the patient's value before this one was critical already, which some tests ask
 */
export function flagOf(judged: JudgedValue, known = false): Interpretation | undefined {
  if (typeof judged.value !== 'number') return undefined;
  const reference = { low: judged.referenceLow, high: judged.referenceHigh };
  const critical = criticalOf(judged, known);
  const flags = extremesOf(judged.value, judged.comparator).map((value) => interpret(value, reference, critical));
  return sharedFlag(flags);
}

/** Whether somebody has to be told at once, as the laboratory or our own table says. */
export function isUrgent(judged: JudgedValue & { interpretation?: string | null }): boolean {
  const { interpretation: given } = judged;
  if (given === 'HH' || given === 'LL' || given === 'AA') return true;
  if (judged.system !== LOINC) return false;
  if (CRITICAL_WHEN_POSITIVE.includes(judged.code ?? '')) return given === 'POS' || given === 'A';
  // What counts only when new was decided when it came, and is in its flag.
  const { code, comparator, system, unit, value } = judged;
  const flag = flagOf({ code, comparator, system, unit, value }, true);
  return flag === 'HH' || flag === 'LL';
}

/** Whether flagging this value needs to know the patient's value before it. */
export const dependsOnHistory = (judged: JudgedValue): boolean =>
  judged.system === LOINC && flagOf(judged, false) !== flagOf(judged, true);

function criticalOf({ system, code, unit, referenceHigh }: JudgedValue, known: boolean): Limits {
  if (system !== LOINC || !code) return {};
  if (CRITICAL_ABOVE_REFERENCE.includes(code)) return known ? {} : { high: referenceHigh };
  const limits = criticalLimits(code, unit ?? '');
  return limits?.onlyWhenNew && known ? {} : (limits ?? {});
}

/** The least and greatest a value can be: `<5` is anything from nothing to just below 5. */
function extremesOf(value: number, comparator: string | null | undefined): number[] {
  const step = Math.abs(value) * Number.EPSILON + Number.MIN_VALUE;
  switch (comparator ?? '=') {
    case '<':
      return [Math.min(0, value), value - step];
    case '<=':
      return [Math.min(0, value), value];
    case '>':
      return [value + step, Infinity];
    case '>=':
      return [value, Infinity];
    default:
      return [value];
  }
}

/** The flag that holds for every value possible: of two on the same side the milder, of two sides none. */
function sharedFlag(flags: readonly (Interpretation | undefined)[]): Interpretation | undefined {
  const [first, last] = [flags[0], flags[flags.length - 1]];
  if (first === undefined || last === undefined || first === last) return first === last ? first : undefined;
  const [low, high] = [SEVERITY.indexOf(first), SEVERITY.indexOf(last)];
  const normal = SEVERITY.indexOf('N');
  if (low < normal && high < normal) return SEVERITY[Math.max(low, high)];
  return low > normal && high > normal ? SEVERITY[Math.min(low, high)] : undefined;
}
