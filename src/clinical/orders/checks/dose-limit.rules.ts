import { dilutedWords, perWords, unjudgedDoseWords } from './check.words.js';
import { dayFindings, measureOf } from './day-dose.rules.js';
import { isRate, runsHourly, singleOf } from './dosage.rules.js';
import { baseOf, ofWhom, rounded, type Found } from './dose-finding.js';
import type { CheckedOrder, Facts } from './facts.js';
import { drugOf, type Drug } from './formulary.js';
import type { FactName } from './knowledge/fact-source.js';
import { isLocal } from './local.rules.js';
import { manyPieces } from './many-pieces.rules.js';
import { margin } from './rounding.rules.js';
import {
  isAdult,
  limitsOf,
  rateMeasure,
  HEAVIEST_KG,
  type Limits,
  type PatientLimits,
  type UnjudgedDose,
} from './patient-limits.rules.js';

/**
 * What goes into a vein only as an infusion whose rate is told, whatever a formulary says: pushed, it kills. The most of an adult in an hour, in mg,
 * or in mg for each kilogram. Sources: potassium chloride 15 % concentrate, summary of product characteristics, 4.2 and 4.4 (20 mmol of
 * the chloride); the labels of dopamine and dobutamine, which know no injection.
 */
const INFUSED_ONLY: Readonly<Record<string, { readonly hourly?: number; readonly perKg?: number }>> = {
  A12BA01: { hourly: 1491 },
  B05XA01: { hourly: 1491 },
  C01CA04: { perKg: 3 },
  C01CA07: { perKg: 2.4 },
};

/** The most mg of a medicine within 24 hours for this patient; undefined where the formulary does not know. */
export function mostOfDayMg(
  code: { readonly code: string; readonly display: string },
  facts: Facts,
): number | undefined {
  const drug = drugOf(code);
  if (!drug || drug.unit) return undefined;
  const { limits, lacks } = limitsOf(drug, facts);
  return lacks ? undefined : limits.daily;
}

/**
 * Dose at one time, rate of an infusion, and dose within 24 hours over all orders of the same substance: those that are open, and those of the
 * same request. Where limits of this patient are not known it is held against what nobody may pass, and told not to be judged.
 * @param others what counts into the day besides
 */
export function doseFindings(order: CheckedOrder, drug: Drug, facts: Facts, others: readonly CheckedOrder[]): Found[] {
  const known = limitsOf(drug, facts);
  const isInfusion = runs(order, known);
  const isOfNoRate = isInfusion && order.dose !== undefined && !isRate(order.dose.unit) && !order.infusion?.rate;
  const measured = isOfNoRate
    ? bagFindings(order, drug, facts, known)
    : isInfusion
      ? rateFindings(order, drug, facts, known)
      : onceFindings(order, drug, facts, known);
  const isSure = measured?.isSure === true;
  // What runs too fast if it is not diluted says nothing of its day.
  const isDoubtful = mayBeDiluted(order) && measured !== undefined && measured.found.length > 0;
  const day =
    known.limits.daily === undefined || !isSure || isDoubtful ? [] : dayFindings(order, drug, facts, others, known);
  const why = whyUnjudged(order, known, isSure, isInfusion) ?? (isOfNoRate ? 'rate' : undefined);
  const found = [
    ...tooOften(order, drug),
    ...(isInfusion && !isOfNoRate ? [] : pushed(order, drug, facts)),
    ...(measured?.found ?? []),
    ...day,
    ...(why === undefined ? [] : [notJudged(order, drug, facts, why)]),
  ];
  return why === undefined || found.some(isAboutAmount) ? found : [...manyPieces(order, drug), ...found];
}

/** Whether what runs in an hour is what counts: of a rate always, of a bag where an hour of it has a limit. */
const runs = ({ dose, infusion }: CheckedOrder, { limits }: PatientLimits): boolean =>
  dose !== undefined && (isRate(dose.unit) || (infusion !== undefined && limits.hourly !== undefined));

/** A rate in mL an hour of which nobody tells what it is diluted in. */
const mayBeDiluted = ({ dose, infusion }: CheckedOrder): boolean => dose?.unit === 'mL/h' && !infusion?.amount;

const isAboutAmount = ({ rule }: Found): boolean =>
  ['ten-fold-dose', 'single-dose', 'daily-dose', 'rate'].includes(rule);

/** Why a dose is not judged in full; undefined when it is. */
function whyUnjudged(
  { timing }: CheckedOrder,
  { limits, lacks }: PatientLimits,
  isMeasured: boolean,
  isInfusion: boolean,
): UnjudgedDose | undefined {
  if (lacks) return lacks;
  const { single, daily, hourly } = limits;
  if (isInfusion ? (hourly ?? daily) === undefined : (single ?? daily) === undefined) return 'limit';
  if (!isMeasured) return 'unit';
  // What is given once, or runs, needs no limit of a day.
  return daily === undefined && !isInfusion && !timing?.once ? 'day' : undefined;
}

/** A child's weight is asked for; all else is told. */
function notJudged(order: CheckedOrder, drug: Drug, facts: Facts, why: UnjudgedDose): Found {
  const isChild = facts.age !== undefined && !isAdult(facts);
  if (why === 'weight' && isChild && !isLocal(order)) return baseOf(order, drug, 'weight', 'serious', 'child.daily');
  const found = baseOf(order, drug, 'dose', 'not-judged', 'adult.daily');
  return { ...found, params: { ...found.params, why: unjudgedDoseWords[why] } };
}

/** Which limit of one time holds on the way that is ordered. */
function singleFact({ route }: CheckedOrder, limits: Limits): 'single' | 'singleIv' | 'singleIm' {
  if (route === 'intravenous' && limits.singleIv !== undefined) return 'singleIv';
  const isUnderSkin = route === 'intramuscular' || route === 'subcutaneous';
  return isUnderSkin && limits.singleIm !== undefined ? 'singleIm' : 'single';
}

interface Measured {
  readonly found: readonly Found[];
  /** Whether the amount is told; else it is what the weakest known product would come to. */
  readonly isSure: boolean;
}

/**
 * How much is given at one time, or at least is: a package whose strength nobody tells is not weaker than the weakest that is known. Of an infusion
 * that says nothing, since it may be diluted.
 */
function leastSingle(order: CheckedOrder, drug: Drug, facts: Facts): { value: number; isSure: boolean } | undefined {
  const measure = measureOf(order, drug, facts);
  const told = singleOf(order, measure);
  if (told !== undefined) return { value: told, isSure: true };
  if (measure.isUnknown) return undefined;
  const perhaps = (drug.strengths ?? []).map((display) => singleOf(order, { ...measure, display }));
  const reckoned = perhaps.filter((one) => one !== undefined);
  return reckoned.length === 0 ? undefined : { value: Math.min(...reckoned), isSure: false };
}

/** A dose at one time; undefined when nobody can tell how much it is. */
function onceFindings(
  order: CheckedOrder,
  drug: Drug,
  facts: Facts,
  { limits }: Pick<PatientLimits, 'limits'>,
): Measured | undefined {
  const single = leastSingle(order, drug, facts);
  if (!single) return undefined;
  const fact = singleFact(order, limits);
  const most = limits[fact] ?? limits.daily;
  if (most === undefined) return { found: [], isSure: single.isSure };
  const named = ofWhom(drug, limits[fact] === undefined ? 'daily' : fact, facts);
  const measured = { given: single.value, most, margin: margin(order, facts) };
  const found = beyond(order, drug, measured, 'single-dose', named);
  return { found, isSure: single.isSure };
}

/** An infusion by what runs in an hour; undefined when nobody can tell. */
function rateFindings(
  order: CheckedOrder,
  drug: Drug,
  facts: Facts,
  { limits }: Pick<PatientLimits, 'limits'>,
): Measured | undefined {
  const hourly = runsHourly(order, rateMeasure(measureOf(order, drug, facts), drug));
  if (hourly === undefined) return undefined;
  if (limits.hourly === undefined) return { found: [], isSure: true };
  const measured = { given: hourly, most: limits.hourly, margin: margin(order, facts) };
  return { found: beyond(order, drug, measured, 'rate', ofWhom(drug, 'hourly', facts)), isSure: true };
}

/** A bag of which nobody tells how fast it runs: what is in it is held against ten times the most of an hour alone, against a slipped point. */
function bagFindings(
  order: CheckedOrder,
  drug: Drug,
  facts: Facts,
  { limits }: Pick<PatientLimits, 'limits'>,
): Measured | undefined {
  const given = singleOf(order, measureOf(order, drug, facts));
  const most = limits.hourly;
  if (given === undefined || most === undefined) return undefined;
  const found = beyond(order, drug, { given, most, margin: Infinity }, 'rate', ofWhom(drug, 'hourly', facts));
  return { found, isSure: true };
}

function beyond(
  order: CheckedOrder,
  drug: Drug,
  { given, most, margin: times }: { given: number; most: number; margin: number },
  rule: 'single-dose' | 'rate',
  fact: FactName,
): Found[] {
  // What runs may be diluted: the strength of its name is asked about, and never known to be the one that runs.
  const isDoubtful = mayBeDiluted(order);
  const told = (found: Found): Found => ({
    ...found,
    params: {
      ...{ ...found.params, given: rounded(given), most: rounded(most) },
      ...(isDoubtful ? { diluted: dilutedWords } : {}),
      ...(found.rule === 'ten-fold-dose' ? { per: rule === 'rate' ? perWords.hour : perWords.once } : {}),
    },
  });
  if (given >= 10 * most && !isDoubtful) return [told(baseOf(order, drug, 'ten-fold-dose', 'contraindicated', fact))];
  return given > most * times ? [told(baseOf(order, drug, rule, 'serious', fact))] : [];
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
function pushed(order: CheckedOrder, drug: Drug, { weightKg }: Facts): Found[] {
  const infused = INFUSED_ONLY[drug.atc];
  if (!infused || order.route !== 'intravenous') return [];
  const most = infused.hourly ?? (infused.perKg ?? 0) * (weightKg ?? HEAVIEST_KG);
  const found = baseOf(order, drug, 'no-rate', 'serious', infused.perKg ? 'adult.hourlyPerKg' : 'adult.hourly');
  return [{ ...found, params: { ...found.params, most: rounded(most) } }];
}
