import { DOSE_UNIT_WORDS } from '../dose.words.js';
import { dailyOf, hourlyOf, isRate, singleOf, type Measure } from './dosage.rules.js';
import type { CheckedOrder, Facts } from './facts.js';
import type { Finding } from './finding.js';
import { drugOf, substancesOf, type Drug } from './formulary.js';
import { type FactName, factSource } from './knowledge/fact-source.js';

type Found = Omit<Finding, 'order'>;

const ADULT_YEARS = 18;
/** From this weight on a child's dose by weight would pass an adult's, which then is the limit. */
const rounded = (mg: number): number => Number(mg.toPrecision(6));

/**
 * Potassium goes into a vein only as an infusion whose rate is told, at most 20 mmol (1491 mg of its chloride) an hour, whatever a formulary says:
 * pushed, it kills. Source: potassium chloride 15 % concentrate, summary of product characteristics, 4.2 and 4.4.
 */
const INFUSED_ONLY: Readonly<Record<string, number>> = { A12BA01: 1491, B05XA01: 1491 };

const isAdult = ({ age }: Facts): boolean => age !== undefined && age.min >= ADULT_YEARS;

interface Limits {
  readonly single?: number;
  readonly daily?: number;
  readonly hourly?: number;
}

/** The most at one time, within 24 hours and within an hour, in the unit of the drug, for this patient. */
function limitsOf(drug: Drug, { age, weightKg }: Facts): Limits | 'no-weight' | undefined {
  if (!age) return undefined;
  if (age.min >= ADULT_YEARS) return drug.adult && adultLimits(drug.adult, weightKg);
  if (weightKg === undefined) return 'no-weight';
  if (!drug.child) return undefined;
  const daily = Math.min(drug.child.daily * weightKg, drug.adult?.daily ?? Infinity);
  const single = Math.min((drug.child.single ?? drug.child.daily) * weightKg, drug.adult?.single ?? daily);
  return { single, daily, hourly: drug.adult?.hourly };
}

function adultLimits({ single, daily, dailyPerKg, hourly }: NonNullable<Drug['adult']>, weightKg?: number): Limits {
  const byWeight = dailyPerKg !== undefined && weightKg !== undefined ? dailyPerKg * weightKg : undefined;
  const most = [daily, byWeight].filter((one) => one !== undefined);
  return { single, hourly, ...(most.length > 0 && { daily: Math.min(...most) }) };
}

/** The most mg of a medicine within 24 hours for this patient; undefined where the formulary does not know. */
export function mostOfDayMg(
  code: { readonly code: string; readonly display: string },
  facts: Facts,
): number | undefined {
  const drug = drugOf(code);
  const limits = drug && limitsOf(drug, facts);
  return limits === undefined || limits === 'no-weight' || drug?.unit ? undefined : limits.daily;
}

/**
 * Dose at one time, rate of an infusion, and dose within 24 hours over all orders of the same substance: those that are open, and those of the
 * same request.
 * @param others what counts into the day besides
 */
export function doseFindings(order: CheckedOrder, drug: Drug, facts: Facts, others: readonly CheckedOrder[]): Found[] {
  const limits = limitsOf(drug, facts);
  const often = tooOften(order, drug);
  if (limits === 'no-weight') return [...often, baseOf(order, drug, 'weight', 'serious', 'child.daily')];
  const unjudged = baseOf(order, drug, 'dose', 'not-judged', 'adult.daily');
  if (!limits || (limits.single ?? limits.daily ?? limits.hourly) === undefined) return [...often, unjudged];
  const isInfusion = order.dose !== undefined && isRate(order.dose.unit);
  often.push(...(isInfusion ? [] : pushed(order, drug)));
  const found = isInfusion ? rateFindings(order, drug, facts, limits) : onceFindings(order, drug, facts, limits);
  if (!found) return [...often, unjudged];
  if (limits.daily !== undefined) return [...often, ...found, ...dayFindings(order, drug, facts, others, limits.daily)];
  return [...often, ...found, ...(limits.hourly === undefined ? [unjudged] : [])];
}

/** Of whom a limit is, as the facts of a drug are named. */
const ofWhom = (drug: Drug, fact: 'single' | 'daily' | 'hourly', { age }: Facts): FactName => {
  if (fact === 'hourly' || (age && age.min >= ADULT_YEARS)) {
    return fact === 'daily' && drug.adult?.daily === undefined ? 'adult.dailyPerKg' : `adult.${fact}`;
  }
  return `child.${fact}`;
};

function baseOf(
  order: CheckedOrder,
  drug: Drug,
  rule: Found['rule'],
  severity: Found['severity'],
  fact: FactName,
): Found {
  const unit = drug.unit ? DOSE_UNIT_WORDS[drug.unit] : 'mg';
  return { rule, severity, params: { drug: order.code.display, unit }, source: factSource(drug, fact) };
}

/** A dose at one time; undefined when nobody can tell how much it is. */
function onceFindings(order: CheckedOrder, drug: Drug, facts: Facts, limits: Limits): Found[] | undefined {
  const single = singleOf(order, measureOf(order, drug, facts));
  if (single === undefined) return undefined;
  const ofVein = order.route === 'intravenous' && isAdult(facts) ? drug.adult?.singleIv : undefined;
  const most = ofVein ?? limits.single ?? limits.daily;
  if (most === undefined) return [];
  const fact = ofVein ? 'adult.singleIv' : ofWhom(drug, limits.single === undefined ? 'daily' : 'single', facts);
  return beyond(order, drug, { given: single, most }, 'single-dose', fact);
}

/** An infusion by what runs in an hour; undefined when nobody can tell. */
function rateFindings(order: CheckedOrder, drug: Drug, facts: Facts, limits: Limits): Found[] | undefined {
  const hourly = order.dose && hourlyOf(order.dose, measureOf(order, drug, facts));
  if (hourly === undefined) return undefined;
  if (limits.hourly === undefined) return limits.daily === undefined ? undefined : [];
  return beyond(order, drug, { given: hourly, most: limits.hourly }, 'rate', ofWhom(drug, 'hourly', facts));
}

function beyond(
  order: CheckedOrder,
  drug: Drug,
  { given, most }: { given: number; most: number },
  rule: 'single-dose' | 'rate',
  fact: FactName,
): Found[] {
  const told = (found: Found): Found => ({
    ...found,
    params: { ...found.params, given: rounded(given), most: rounded(most) },
  });
  if (given >= 10 * most) return [told(baseOf(order, drug, 'ten-fold-dose', 'contraindicated', fact))];
  return given > most * 1.001 ? [told(baseOf(order, drug, rule, 'serious', fact))] : [];
}

/** A medicine that is given once a week, ordered for every day. */
function tooOften(order: CheckedOrder, drug: Drug): Found[] {
  if (drug.leastHours === undefined || !order.timing) return [];
  const { once, everyHours, times, asNeeded } = order.timing;
  const gap = asNeeded ? asNeeded.minimumGapHours : times ? 24 / times.length : everyHours;
  if (once || gap === undefined || gap >= drug.leastHours) return [];
  const found = baseOf(order, drug, 'too-often', 'contraindicated', 'leastHours');
  return [{ ...found, params: { ...found.params, given: rounded(gap), least: drug.leastHours } }];
}

/** What is only ever infused, ordered into a vein as an amount without a rate. */
function pushed(order: CheckedOrder, drug: Drug): Found[] {
  const most = INFUSED_ONLY[drug.atc];
  if (most === undefined || order.route !== 'intravenous') return [];
  const found = baseOf(order, drug, 'no-rate', 'serious', 'adult.hourly');
  return [{ ...found, params: { ...found.params, most } }];
}

function dayFindings(
  order: CheckedOrder,
  drug: Drug,
  facts: Facts,
  others: readonly CheckedOrder[],
  most: number,
): Found[] {
  // A combination counts too: what of the substance is in it is known, or the day is not.
  const same = others.filter(({ code, kind }) => kind === 'medication' && has(code, drug));
  const amounts = [order, ...same].map((one) => dailyOf(one, measureOf(one, drug, facts)));
  const fact = ofWhom(drug, 'daily', facts);
  if (amounts.includes(undefined)) return [baseOf(order, drug, 'daily-dose', 'not-judged', fact)];
  const given = amounts.reduce<number>((sum, amount) => sum + (amount ?? 0), 0);
  return given <= most * 1.001
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
  return given <= most * 1.001 ? [] : [tooMuch(order, drug, { given, most }, 'adult.repeated')];
}

const has = (code: CheckedOrder['code'], { name }: Drug): boolean =>
  substancesOf(code).some((one) => one.name === name);

/** How much of a drug is in an order: of a combination nobody tells. */
function measureOf({ code }: CheckedOrder, { unit, name, mgPerMmol }: Drug, { weightKg }: Facts): Measure {
  const [only, ...more] = substancesOf(code);
  return only?.name === name && more.length === 0
    ? { unit, display: code.display, mgPerMmol, weightKg }
    : { isUnknown: true };
}
