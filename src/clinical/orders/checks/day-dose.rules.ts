import { isAbove } from '../../datatypes/nearly.js';
import { dailyOf, isRate, type Measure } from './dosage.rules.js';
import { baseOf, ofWhom, rounded, type Found } from './dose-finding.js';
import type { CheckedOrder, Facts } from './facts.js';
import { substancesOf, type Drug } from './formulary.js';
import type { FactName } from './knowledge/fact-source.js';
import { isAdult, type PatientLimits } from './patient-limits.rules.js';
import { margin } from './rounding.rules.js';

/** The day over all orders of a substance against the most of this patient. */
export function dayFindings(
  order: CheckedOrder,
  drug: Drug,
  facts: Facts,
  others: readonly CheckedOrder[],
  { limits, lacks }: PatientLimits,
): Found[] {
  const most = limits.daily ?? Infinity;
  const fact = ofWhom(drug, 'daily', facts);
  const given = dailyTotal(order, drug, facts, others);
  if (given === undefined) return lacks ? [] : [baseOf(order, drug, 'daily-dose', 'not-judged', fact)];
  const same = sameOf(drug, others);
  return given <= most * margin(order, facts)
    ? dayAfterDay([order, ...same], drug, facts)
    : [tooMuch(order, drug, { given, most }, fact)];
}

function tooMuch(order: CheckedOrder, drug: Drug, { given, most }: { given: number; most: number }, fact: FactName) {
  const found = baseOf(order, drug, 'daily-dose', 'serious', fact);
  return { ...found, params: { ...found.params, given: rounded(given), most: rounded(most) } };
}

/** What goes on day after day, without what is given once: a loading dose is not to be repeated. */
function dayAfterDay([order, ...same]: readonly [CheckedOrder, ...CheckedOrder[]], drug: Drug, facts: Facts): Found[] {
  const most = isAdult(facts) ? drug.adult?.repeated : undefined;
  const goesOn = ({ dose, timing }: CheckedOrder) => !timing?.once && !(dose && isRate(dose.unit));
  if (most === undefined || !goesOn(order)) return [];
  const given = [order, ...same.filter(goesOn)]
    .map((one) => dailyOf({ ...one, loadingDose: undefined }, measureOf(one, drug, facts)) ?? 0)
    .reduce((sum, amount) => sum + amount, 0);
  return !isAbove(given, most) ? [] : [tooMuch(order, drug, { given, most }, 'adult.repeated')];
}

const sameOf = (drug: Drug, others: readonly CheckedOrder[]): readonly CheckedOrder[] =>
  others.filter(({ code, kind }) => kind === 'medication' && has(code, drug));

/**
 * The most of a substance within 24 hours over all orders of it, in the unit of its doses; undefined when one of them does not tell. A
 * combination counts too: what of the substance is in it is known, or the day is not.
 */
export function dailyTotal(
  order: CheckedOrder,
  drug: Drug,
  facts: Facts,
  others: readonly CheckedOrder[],
): number | undefined {
  const amounts = [order, ...sameOf(drug, others)].map((one) => dailyOf(one, measureOf(one, drug, facts)));
  if (amounts.includes(undefined)) return undefined;
  return amounts.reduce<number>((sum, amount) => sum + (amount ?? 0), 0);
}

const has = (code: CheckedOrder['code'], { name }: Drug): boolean =>
  substancesOf(code).some((one) => one.name === name);

/** How much of a drug is in an order: of a combination nobody tells. */
export function measureOf({ code }: CheckedOrder, { unit, name, mgPerMmol }: Drug, { weightKg }: Facts): Measure {
  const [only, ...more] = substancesOf(code);
  return only?.name === name && more.length === 0
    ? { unit, display: code.display, mgPerMmol, weightKg }
    : { isUnknown: true };
}
