/**
 * Bedside Paediatric Early Warning System score. Source: Parshuram CS, Hutchison J, Middaugh K, Critical Care 2009;13:R135 (table 1, without
 * the four candidate items that the score left out). Two cells are printed without their equals sign (heart rate >150 at 4–12 years, <50
 * over 12 years); they are read like all others, so that no value lies between two bands.
 *
 * A score of 8 and more told of those who came to intensive care (sensitivity 82 %, specificity 93 %). What is done at lower scores, and the
 * times to the next set (limits/intervals.ts), are ours: the paper says none.
 */
import { intervals } from './limits/intervals.js';
import { onOxygen } from './oxygen.js';
import type { VitalSigns } from './vital-signs.rules.js';

export const PEWS_PARAMETERS = [
  'heartRate',
  'systolic',
  'capillaryRefill',
  'respiratoryRate',
  'respiratoryEffort',
  'oxygenSaturation',
  'oxygenTherapy',
] as const;
export type PewsParameter = (typeof PEWS_PARAMETERS)[number];
export type PewsPoints = 0 | 1 | 2 | 4;
export type PewsRisk = 'low' | 'medium' | 'high';
export const PEWS_AGES = ['0-3-months', '3-12-months', '1-4-years', '4-12-years', 'over-12-years'] as const;
export type PewsAge = (typeof PEWS_AGES)[number];
export type PewsValues = Pick<
  VitalSigns,
  | 'heartRate'
  | 'systolic'
  | 'capillaryRefill'
  | 'respiratoryRate'
  | 'respiratoryEffort'
  | 'oxygenSaturation'
  | 'supplementalOxygen'
  | 'oxygenDevice'
  | 'oxygenFlow'
  | 'fio2'
>;

export interface Pews {
  readonly age: PewsAge;
  /** 0–26; null while a parameter is missing. */
  readonly total: number | null;
  /** Sum of the parameters that are there. */
  readonly partial: number;
  readonly missing: PewsParameter[];
  readonly parts: Partial<Record<PewsParameter, PewsPoints>>;
  /** At least this risk; null when parameters are missing and those present show no more than low. */
  readonly risk: PewsRisk | null;
  /** Longest time to the next set, in minutes; 0 is continuous monitoring; null as for `risk`. */
  readonly recheckMinutes: number | null;
}

/** The values that score 1, 2 and 4: at most `low`, at least `high`. */
interface Bands {
  readonly low: readonly [one: number, two: number, four: number];
  readonly high: readonly [one: number, two: number, four: number];
}

const HEART_RATE: Readonly<Record<PewsAge, Bands>> = {
  '0-3-months': { low: [110, 90, 80], high: [150, 180, 190] },
  '3-12-months': { low: [100, 80, 70], high: [150, 170, 180] },
  '1-4-years': { low: [90, 70, 60], high: [120, 150, 170] },
  '4-12-years': { low: [70, 60, 50], high: [110, 130, 150] },
  'over-12-years': { low: [60, 50, 40], high: [100, 120, 140] },
};
const SYSTOLIC: Readonly<Record<PewsAge, Bands>> = {
  '0-3-months': { low: [60, 50, 45], high: [80, 100, 130] },
  '3-12-months': { low: [80, 70, 60], high: [100, 120, 150] },
  '1-4-years': { low: [90, 75, 65], high: [110, 125, 160] },
  '4-12-years': { low: [90, 80, 70], high: [120, 140, 170] },
  'over-12-years': { low: [100, 85, 75], high: [130, 150, 190] },
};
const RESPIRATORY_RATE: Readonly<Record<PewsAge, Bands>> = {
  '0-3-months': { low: [29, 19, 15], high: [61, 81, 91] },
  '3-12-months': { low: [24, 19, 15], high: [51, 71, 81] },
  '1-4-years': { low: [19, 15, 12], high: [41, 61, 71] },
  '4-12-years': { low: [19, 14, 10], high: [31, 41, 51] },
  'over-12-years': { low: [11, 10, 9], high: [17, 23, 30] },
};
const EFFORT = { normal: 0, mild: 1, moderate: 2, severe: 4 } as const;
/** Litres a minute, and per cent, from which oxygen scores 4. */
const MUCH_OXYGEN = { flow: 4, fio2: 50 } as const;
const SLOW_REFILL_SECONDS = 3;

const HIGH_FROM = 8;
const MEDIUM_FROM = 5;

/** The age as completed months tell it; from the 12th birthday it is "over 12". */
export function pewsAgeOf(months: number): PewsAge {
  if (months < 3) return '0-3-months';
  if (months < 12) return '3-12-months';
  if (months < 4 * 12) return '1-4-years';
  return months < 12 * 12 ? '4-12-years' : 'over-12-years';
}

/** Scores one round. A missing parameter means no total: the partial score and what is missing are reported. */
export function pews(values: PewsValues, age: PewsAge): Pews {
  const all = pointsOfAll(values, age);
  const [parts, missing]: [Pews['parts'], PewsParameter[]] = [{}, []];
  let partial = 0;
  for (const parameter of PEWS_PARAMETERS) {
    const points = all[parameter];
    if (points === undefined) {
      missing.push(parameter);
      continue;
    }
    parts[parameter] = points;
    partial += points;
  }
  const risk = riskOf(partial);
  const isKnown = missing.length === 0 || risk !== 'low';
  return {
    age,
    total: missing.length === 0 ? partial : null,
    partial,
    missing,
    parts,
    risk: isKnown ? risk : null,
    recheckMinutes: isKnown ? recheckMinutesOf(partial, risk) : null,
  };
}

/** Of the ages that a birth date known in part leaves open, the one that scores highest: a warning too many is better than none. */
export const pewsAtMost = (values: PewsValues, ages: readonly PewsAge[]): Pews =>
  ages.map((age) => pews(values, age)).reduce((most, one) => (one.partial > most.partial ? one : most));

/** The sum alone, and whether nothing is missing: what a set says of a child's warnings is asked of every age. */
export function pewsSum(values: PewsValues, age: PewsAge): Pick<Pews, 'partial'> & { readonly isWhole: boolean } {
  const all = pointsOfAll(values, age);
  let [partial, isWhole] = [0, true];
  for (const parameter of PEWS_PARAMETERS) {
    partial += all[parameter] ?? 0;
    isWhole &&= all[parameter] !== undefined;
  }
  return { partial, isWhole };
}

function pointsOfAll(values: PewsValues, age: PewsAge): Record<PewsParameter, PewsPoints | undefined> {
  const { capillaryRefill, respiratoryEffort } = values;
  return {
    heartRate: pointsOf(values.heartRate, HEART_RATE[age]),
    systolic: pointsOf(values.systolic, SYSTOLIC[age]),
    capillaryRefill: isGiven(capillaryRefill) ? (capillaryRefill < SLOW_REFILL_SECONDS ? 0 : 4) : undefined,
    respiratoryRate: pointsOf(values.respiratoryRate, RESPIRATORY_RATE[age]),
    respiratoryEffort: isGiven(respiratoryEffort) ? EFFORT[respiratoryEffort] : undefined,
    oxygenSaturation: saturationPoints(values.oxygenSaturation),
    oxygenTherapy: oxygenPoints(values),
  };
}

function pointsOf(value: number | null | undefined, { low, high }: Bands): PewsPoints | undefined {
  if (!isGiven(value)) return undefined;
  if (value <= low[2] || value >= high[2]) return 4;
  if (value <= low[1] || value >= high[1]) return 2;
  return value <= low[0] || value >= high[0] ? 1 : 0;
}

function saturationPoints(value: number | null | undefined): PewsPoints | undefined {
  if (!isGiven(value)) return undefined;
  if (value <= 90) return 2;
  return value <= 94 ? 1 : 0;
}

function oxygenPoints(values: PewsValues): PewsPoints | undefined {
  const given = onOxygen(values);
  if (given === undefined) return undefined;
  if (!given) return 0;
  return (values.oxygenFlow ?? 0) >= MUCH_OXYGEN.flow || (values.fio2 ?? 0) >= MUCH_OXYGEN.fio2 ? 4 : 2;
}

function riskOf(score: number): PewsRisk {
  if (score >= HIGH_FROM) return 'high';
  return score >= MEDIUM_FROM ? 'medium' : 'low';
}

function recheckMinutesOf(score: number, risk: PewsRisk): number {
  if (risk === 'high') return 0;
  const { pewsFrom5, pewsFrom3, pewsLow } = intervals();
  if (risk === 'medium') return pewsFrom5;
  return score >= 3 ? pewsFrom3 : pewsLow;
}

function isGiven<T>(value: T | null | undefined): value is T {
  return value !== null && value !== undefined && !Number.isNaN(value);
}
