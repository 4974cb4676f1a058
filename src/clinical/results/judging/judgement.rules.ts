import { contradicts, converted } from '../../datatypes/unit-conversion.js';
import { isLoincCode, LOINC } from '../code-systems.js';
import {
  CRITICAL_ABOVE_REFERENCE,
  CRITICAL_WHEN_POSITIVE,
  criticalLimits,
  type CriticalValue,
} from '../critical-values.js';
import { interpret, type Interpretation, type Limits } from '../interpretation.rules.js';
import { extremesOf, sharedFlag } from './beyond-measuring.rules.js';
import { isPositive, numberIn, numbersAmong, saysBeyond, type NumberInWords } from './number-in-words.js';
import { isImpossible, type MeasuredValue } from './possible-values.js';
import { ownRange, type Person } from './reference-ranges.js';

/** What is looked at to judge a value. */
export interface JudgedValue extends MeasuredValue {
  /** Another unit that was sent beside it. */
  readonly unitWritten?: string | null;
  /** The result in words, or the words of its code. */
  readonly text?: string | null;
  /** In the unit of the value. */
  readonly referenceLow?: number | null;
  readonly referenceHigh?: number | null;
  /** The sender's flag. */
  readonly interpretation?: string | null;
}

/** Whether somebody has to be told at once. `not-judged` is not "no": a person has to look. */
export const CRITICALITIES = ['critical', 'not-critical', 'not-judged'] as const;
export type Criticality = (typeof CRITICALITIES)[number];

/** Why a value could not be judged. */
export const UNJUDGED = [
  'test-unknown',
  'unit-missing',
  'unit-unfit',
  'unit-contradicts',
  'not-a-number',
  'either-side',
  'range-missing',
  'culture-unclear',
  'positive',
  'impossible',
] as const;
export type Unjudged = (typeof UNJUDGED)[number];

export interface Judgement {
  readonly criticality: Criticality;
  readonly because?: Unjudged;
  /** Set where it was not judged and may be one that somebody has to be told of: who can settle that is asked. */
  readonly mayBeCritical?: true;
  /** Ours, where the sender gave none. */
  readonly flag?: Interpretation;
}

/** Units of numbers without one. */
const BARE: readonly string[] = ['1', '{INR}', '{ratio}', 'INR', '[pH]', 'pH'];
const URGENT: readonly string[] = ['HH', 'LL', 'AA'];

/**
 * Judges a value: by its sender's flag, and by our critical limits after its unit was converted; either is enough to call it critical. The flag is
 * by the sender's range, else by ours for the patient's age and sex.
 * @param known whether the patient's value before this one was critical already, which some tests ask
 */
export function judge(value: JudgedValue, person: Person = {}, known = false): Judgement {
  const own = judgeAsRead(withNumber(value), person, known);
  if (own.criticality !== 'not-judged' || own.because === 'impossible') return own;
  // A remark of any words makes no value harmless, and no critical one less so.
  const remarked = own.because === 'not-a-number' && withNumberAmongWords(value);
  const byNumber = remarked ? judgeAsRead(remarked, person, known) : own;
  if (byNumber.criticality === 'critical' || byNumber.because === 'impossible') return byNumber;
  return mayBeCritical(value, own) ? { ...own, mayBeCritical: true } : own;
}

function judgeAsRead(measured: JudgedValue, person: Person, known: boolean): Judgement {
  const { flag, critical, because } = byLimits(measured, person, known);
  // Under whatever flag it comes, it is not what somebody has.
  if (because !== 'unit-contradicts' && isImpossible(measured)) {
    return { criticality: 'not-judged', because: 'impossible', flag };
  }
  const { interpretation } = measured;
  if (URGENT.includes(interpretation ?? '') || critical === true) return { criticality: 'critical', flag };
  if (critical === false) return { criticality: 'not-critical', flag };
  // Who measured it and found it normal has judged it; "high" does not say how high.
  const isNormal = interpretation === 'N' || interpretation === 'NEG';
  return isNormal && because !== 'unit-contradicts'
    ? { criticality: 'not-critical', flag }
    : { criticality: 'not-judged', because, flag };
}

/** Whether judging this value needs to know the patient's value before it. */
export const dependsOnHistory = (value: JudgedValue): boolean =>
  value.system === LOINC && judge(value, {}, false).flag !== judge(value, {}, true).flag;

interface ByLimits {
  readonly flag?: Interpretation;
  /** Undefined when it could not be judged. */
  readonly critical?: boolean;
  readonly because?: Unjudged;
}

/** A value in words that is a number all the same counts as that number. */
function withNumber(value: JudgedValue): JudgedValue {
  if (typeof value.value === 'number' || !value.text) return value;
  const found = numberIn(value.text);
  return found ? measuredAs(value, found) : value;
}

/** The same of the only number in words that nobody knows. */
function withNumberAmongWords(value: JudgedValue): JudgedValue | undefined {
  const [found, ...others] = numbersAmong(value.text ?? '');
  return found && others.length === 0 ? measuredAs(value, found) : undefined;
}

function measuredAs(value: JudgedValue, { isUrgent, ...found }: NumberInWords): JudgedValue {
  const unitWritten = value.unitWritten ?? (found.unit && value.unit);
  const interpretation = isUrgent ? 'AA' : value.interpretation;
  return { ...value, ...found, unit: found.unit ?? value.unit, unitWritten, interpretation };
}

/** Why a value is not judged that may all the same be beyond our limits. */
const UNCLEAR: readonly Unjudged[] = ['not-a-number', 'unit-missing', 'unit-unfit', 'unit-contradicts'];
/** Why one is not judged of which somebody may be asked at once. */
export const MAY_BE_ASKED: readonly Unjudged[] = [...UNCLEAR, 'either-side', 'culture-unclear', 'impossible'];

/** Whether somebody may have to be told of a value that could not be judged: one of its numbers is critical, in its unit or in that of our limits. */
function mayBeCritical(value: JudgedValue, { because }: Judgement): boolean {
  if (because === 'either-side' || because === 'culture-unclear') return true;
  const { system, code, text, value: number, comparator, unit, unitWritten } = value;
  if (system !== LOINC || !code || !because || !UNCLEAR.includes(because)) return false;
  if (typeof number !== 'number' && saysBeyond(text ?? '')) return true;
  if (CRITICAL_ABOVE_REFERENCE.includes(code)) return isPositive(text ?? '') === true;
  const row = criticalLimits(code);
  if (!row) return false;
  const numbers =
    typeof number === 'number' ? [{ value: number, comparator, unit: undefined }] : numbersAmong(text ?? '');
  return numbers.some((one) => {
    const units = [one.unit, unit, unitWritten].filter((named) => typeof named === 'string');
    const known = units.flatMap((named) => converted(one.value, named, row.unit, row) ?? []);
    const ends = (known.length > 0 ? known : [one.value]).flatMap((end) => extremesOf(end, one.comparator));
    return ends.some((end) => interpret(end, {}, row) !== undefined);
  });
}

/** Whether its sender named two units of which nobody knows which one holds. */
const isOfTwoUnits = ({ unit, unitWritten }: JudgedValue, of?: CriticalValue): boolean =>
  Boolean(unit && unitWritten && contradicts(unit, unitWritten, of));

function byLimits(value: JudgedValue, person: Person, known: boolean): ByLimits {
  const { system, code } = value;
  const reference = { low: value.referenceLow, high: value.referenceHigh };
  const isNumber = typeof value.value === 'number' && !Number.isNaN(value.value);
  const row = system === LOINC && code ? criticalLimits(code) : undefined;
  if (isNumber && isOfTwoUnits(value, row)) {
    return { because: row || (system === LOINC && code) ? 'unit-contradicts' : 'test-unknown' };
  }
  const range = isNumber ? flagged(value, value.value, reference, {}) : undefined;
  // A code whose digits were mistyped is of no test: perhaps of one that has limits.
  if (system !== LOINC || !code || !isLoincCode(code)) return { flag: range, because: 'test-unknown' };
  if (CRITICAL_WHEN_POSITIVE.includes(code)) return byCulture(value);
  if (CRITICAL_ABOVE_REFERENCE.includes(code)) return isNumber ? byAssay(value, known) : { because: 'not-a-number' };
  // The hospital has set no critical limit for it; of what was found, such as HIV, nobody here says that it does not matter.
  if (!row) return isFound(value) ? { because: 'positive' } : { flag: range, critical: false };
  if (!isNumber) return { because: 'not-a-number' };
  return byRow(value, row, { person, known, range });
}

/** Whether the laboratory found what it looked for, and gave it no flag that says how much that matters. */
const isFound = ({ value, interpretation, text }: JudgedValue): boolean =>
  interpretation === 'POS' || (typeof value !== 'number' && isPositive(text ?? '') === true);

function byCulture({ interpretation, text }: JudgedValue): ByLimits {
  if (interpretation === 'POS' || interpretation === 'A') return { critical: true };
  const positive = interpretation === 'NEG' || interpretation === 'N' ? false : isPositive(text ?? '');
  return positive === undefined ? { because: 'culture-unclear' } : { critical: positive };
}

function byAssay(value: JudgedValue, known: boolean): ByLimits {
  const { referenceHigh } = value;
  const reference = { low: value.referenceLow, high: referenceHigh };
  if (typeof referenceHigh !== 'number') {
    return { flag: flagged(value, value.value!, reference, {}), because: 'range-missing' };
  }
  return limited(value, value.value!, reference, known ? {} : { high: referenceHigh });
}

function byRow(
  value: JudgedValue,
  row: CriticalValue,
  { person, known, range }: { person: Person; known: boolean; range: Interpretation | undefined },
): ByLimits {
  const unit = row.bare && BARE.includes(value.unit ?? '1') ? row.unit : value.unit;
  if (!unit) return { flag: range, because: 'unit-missing' };
  const inUnit = (number: number | null | undefined) =>
    typeof number === 'number' ? converted(number, unit, row.unit, row) : undefined;
  const number = inUnit(value.value);
  if (number === undefined) return { flag: range, because: 'unit-unfit' };
  const sent = { low: inUnit(value.referenceLow), high: inUnit(value.referenceHigh) };
  const isSent = sent.low !== undefined || sent.high !== undefined;
  const critical = row.onlyWhenNew && known ? {} : row;
  return limited(value, number, isSent ? sent : (ownRange(row, person) ?? {}), critical);
}

/** By limits in the unit of the number. */
function limited(value: JudgedValue, number: number, reference: Limits, critical: Limits): ByLimits {
  const flag = flagged(value, number, reference, critical);
  const ends = extremesOf(number, value.comparator).map((end) => interpret(end, {}, critical) !== undefined);
  if (new Set(ends).size > 1) return { flag, because: 'either-side' };
  // Of two ends beyond different limits everything between may be normal.
  const isSure = !ends[0] || flag === 'LL' || flag === 'HH';
  return isSure ? { flag, critical: ends[0] } : { flag, because: 'either-side' };
}

const flagged = ({ comparator }: JudgedValue, number: number, reference: Limits, critical: Limits) =>
  sharedFlag(extremesOf(number, comparator).map((end) => interpret(end, reference, critical)));
