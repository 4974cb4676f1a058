import type { Facts } from './facts.js';
import type { Drug } from './formulary.js';
import type { Measure } from './dosage.rules.js';

const ADULT_YEARS = 18;

/**
 * What somebody weighs whose weight nobody tells, where a limit is by weight: hardly anybody weighs more, so that what passes this limit passes
 * their own. That the dose was not judged by their weight is said besides.
 */
export const HEAVIEST_KG = 150;

/** The most for one patient, in the unit of the drug: at one time, into a vein, into a muscle or under the skin, within 24 hours, within an hour. */
export interface Limits {
  readonly single?: number;
  readonly singleIv?: number;
  readonly singleIm?: number;
  readonly daily?: number;
  readonly hourly?: number;
}

/** Why a dose is not judged, or only by what nobody may pass. */
export type UnjudgedDose = 'limit' | 'unit' | 'age' | 'weight' | 'day' | 'rate';

export interface PatientLimits {
  readonly limits: Limits;
  /** What is lacking for limits that are this patient's own: those above are then an adult's, which nobody passes. */
  readonly lacks?: Extract<UnjudgedDose, 'limit' | 'age' | 'weight'>;
}

export const isAdult = ({ age }: Pick<Facts, 'age'>): boolean => age !== undefined && age.min >= ADULT_YEARS;

/** The limits of a drug for a patient. A child, or somebody of unknown age, is never given more than an adult. */
export function limitsOf(drug: Drug, { age, weightKg, pregnancy }: Facts): PatientLimits {
  const adult = adultLimits(drug.adult ?? {}, weightKg ?? HEAVIEST_KG, pregnancy === 'pregnant');
  if (!age) return { limits: adult, lacks: 'age' };
  if (age.min >= ADULT_YEARS) return { limits: adult, lacks: lackOfAdult(drug, weightKg) };
  if (weightKg === undefined) return { limits: adult, lacks: 'weight' };
  return drug.child ? { limits: childLimits(drug.child, adult, weightKg) } : { limits: adult, lacks: 'limit' };
}

function adultLimits(told: NonNullable<Drug['adult']>, weightKg: number, isPregnant: boolean): Limits {
  const { single, singleIv, singleIm } = told;
  const byWeight = (perKg: number | undefined) => (perKg === undefined ? undefined : perKg * weightKg);
  return {
    ...{ single, singleIv, singleIm },
    daily: least(told.daily, byWeight(told.dailyPerKg)),
    hourly: least(told.hourly, byWeight(told.hourlyPerKg), isPregnant ? told.hourlyPregnant : undefined),
  };
}

/** A limit that is by weight alone needs the weight. */
function lackOfAdult({ adult }: Drug, weightKg: number | undefined): PatientLimits['lacks'] {
  if (!adult) return 'limit';
  const isByWeight =
    (adult.dailyPerKg !== undefined && adult.daily === undefined) ||
    (adult.hourlyPerKg !== undefined && adult.hourly === undefined);
  return weightKg === undefined && isByWeight ? 'weight' : undefined;
}

function childLimits(child: NonNullable<Drug['child']>, adult: Limits, weightKg: number): Limits {
  const byWeight = (perKg: number | undefined) => (perKg === undefined ? undefined : perKg * weightKg);
  const daily = least(byWeight(child.daily), adult.daily);
  const inVein = byWeight(child.singleIv);
  const inMuscle = byWeight(child.singleIm);
  return {
    daily,
    single: least(byWeight(child.single ?? child.daily), adult.single ?? daily),
    singleIv: least(inVein, adult.singleIv),
    singleIm: least(inMuscle, adult.singleIm),
    hourly: least(byWeight(child.hourly), adult.hourly),
  };
}

const least = (...limits: readonly (number | undefined)[]): number | undefined => {
  const told = limits.filter((one) => one !== undefined);
  return told.length > 0 ? Math.min(...told) : undefined;
};

/** A rate by weight of somebody whose weight nobody tells is held against a limit by weight: whatever they weigh counts on both sides. */
export const rateMeasure = (measure: Measure, { adult }: Drug): Measure =>
  measure.weightKg === undefined && adult?.hourlyPerKg !== undefined && adult.hourly === undefined
    ? { ...measure, weightKg: HEAVIEST_KG }
    : measure;
