/**
 * National Early Warning Score 2. Source: Royal College of Physicians, National Early Warning Score (NEWS) 2, 2017.
 * For patients of 16 years and over who are not pregnant: making sure of that is the caller's duty, as is using scale 2
 * only when a competent clinician has set it (hypercapnic respiratory failure, target saturation 88–92 %).
 */
import type { VitalSigns } from './vital-signs.rules.js';

/** In the order of the chart. */
export const NEWS2_PARAMETERS = [
  'respiratoryRate',
  'oxygenSaturation',
  'supplementalOxygen',
  'systolic',
  'heartRate',
  'consciousness',
  'temperature',
] as const;
export type News2Parameter = (typeof NEWS2_PARAMETERS)[number];
export type News2Values = Pick<VitalSigns, News2Parameter>;
export type News2Scale = 1 | 2;
export type News2Points = 0 | 1 | 2 | 3;
export type News2Risk = 'low' | 'low-medium' | 'medium' | 'high';

export interface News2 {
  /** 0–20; null while a parameter is missing. */
  total: number | null;
  /** Sum of the parameters that are there; equals the total when none is missing. */
  partial: number;
  missing: News2Parameter[];
  parts: Partial<Record<News2Parameter, News2Points>>;
  /** At least this risk; null when parameters are missing and those present show no more than low. */
  risk: News2Risk | null;
  /** One parameter alone scores 3. */
  redParameter: boolean;
  /** Longest time to the next set, in minutes; 0 is continuous monitoring; null as for `risk`. */
  recheckMinutes: number | null;
}

/** Points of every value up to and including a bound; the last bound is infinite. */
type Bands = readonly (readonly [upTo: number, points: News2Points])[];

const RESPIRATORY_RATE: Bands = [[8, 3], [11, 1], [20, 0], [24, 2], [Infinity, 3]]; // prettier-ignore
const SATURATION_SCALE_1: Bands = [[91, 3], [93, 2], [95, 1], [Infinity, 0]]; // prettier-ignore
const SATURATION_SCALE_2_ON_AIR: Bands = [[83, 3], [85, 2], [87, 1], [Infinity, 0]]; // prettier-ignore
const SATURATION_SCALE_2_ON_OXYGEN: Bands = [[83, 3], [85, 2], [87, 1], [92, 0], [94, 1], [96, 2], [Infinity, 3]]; // prettier-ignore
const SYSTOLIC: Bands = [[90, 3], [100, 2], [110, 1], [219, 0], [Infinity, 3]]; // prettier-ignore
const HEART_RATE: Bands = [[40, 3], [50, 1], [90, 0], [110, 1], [130, 2], [Infinity, 3]]; // prettier-ignore
const TEMPERATURE: Bands = [[35, 3], [36, 1], [38, 0], [39, 1], [Infinity, 2]]; // prettier-ignore

const FROM_AGE = 16;
const HOUR = 60;
const MEDIUM_FROM = 5;
const HIGH_FROM = 7;

/** Whether the score is made for a patient of this age in years; an age nobody knows is taken for an adult's, since a warning too many is better than none. */
export const news2Fits = (age: { max: number } | null): boolean => age === null || age.max >= FROM_AGE;

/** Whether scale 2 may be set: from 16 on, and never in pregnancy; somebody who may still be 15 is too young. */
export const scale2Fits = (age: { min: number } | null, pregnancy: string | null): boolean =>
  (age === null || age.min >= FROM_AGE) && pregnancy !== 'pregnant';

/**
 * Scores one round. Values are rounded to the steps of the chart (whole numbers, temperature 0.1 °C), so that no value
 * falls between two bands. A missing parameter means no total: the partial score and what is missing are reported.
 */
export function news2(values: News2Values, { scale }: { scale: News2Scale }): News2 {
  const all = pointsOfAll(values, scale);
  // In one walk: every set is scored several times while it is charted, and eight of them with each chart.
  const [parts, missing]: [News2['parts'], News2Parameter[]] = [{}, []];
  let [partial, redParameter] = [0, false];
  for (const parameter of NEWS2_PARAMETERS) {
    if (!isGiven(values[parameter])) missing.push(parameter);
    const points = all[parameter];
    if (points === undefined) continue;
    parts[parameter] = points;
    partial += points;
    redParameter ||= points === 3;
  }
  const risk = riskOf(partial, redParameter);
  const isKnown = missing.length === 0 || risk !== 'low';
  return {
    total: missing.length === 0 ? partial : null,
    partial,
    missing,
    parts,
    risk: isKnown ? risk : null,
    redParameter,
    recheckMinutes: isKnown ? recheckMinutesOf(partial, risk) : null,
  };
}

/** Whether a round has a total: nothing is missing. */
export const isWhole = (values: News2Values): boolean =>
  NEWS2_PARAMETERS.every((parameter) => isGiven(values[parameter]));

function pointsOfAll(values: News2Values, scale: News2Scale): Record<News2Parameter, News2Points | undefined> {
  const { oxygenSaturation, supplementalOxygen, consciousness } = values;
  return {
    respiratoryRate: pointsOf(values.respiratoryRate, RESPIRATORY_RATE),
    oxygenSaturation: saturationPoints(oxygenSaturation, supplementalOxygen, scale),
    supplementalOxygen: isGiven(supplementalOxygen) ? (supplementalOxygen ? 2 : 0) : undefined,
    systolic: pointsOf(values.systolic, SYSTOLIC),
    heartRate: pointsOf(values.heartRate, HEART_RATE),
    consciousness: isGiven(consciousness) ? (consciousness === 'A' ? 0 : 3) : undefined,
    temperature: pointsOf(values.temperature, TEMPERATURE, 1),
  };
}

/** On scale 2 a saturation above 92 % scores by whether oxygen is given; not knowing that, it is left unscored. */
function saturationPoints(
  saturation: number | null | undefined,
  isOnOxygen: boolean | null | undefined,
  scale: News2Scale,
): News2Points | undefined {
  if (scale === 1) return pointsOf(saturation, SATURATION_SCALE_1);
  const onAir = pointsOf(saturation, SATURATION_SCALE_2_ON_AIR);
  const onOxygen = pointsOf(saturation, SATURATION_SCALE_2_ON_OXYGEN);
  if (!isGiven(isOnOxygen)) return onAir === onOxygen ? onAir : undefined;
  return isOnOxygen ? onOxygen : onAir;
}

function pointsOf(value: number | null | undefined, bands: Bands, decimals = 0): News2Points | undefined {
  if (!isGiven(value)) return undefined;
  const charted = Number.isInteger(value) ? value : Number(value.toFixed(decimals));
  for (const band of bands) if (charted <= band[0]) return band[1];
  return undefined;
}

function isGiven<T>(value: T | null | undefined): value is T {
  return value !== null && value !== undefined && !Number.isNaN(value);
}

function riskOf(score: number, redParameter: boolean): News2Risk {
  if (score >= HIGH_FROM) return 'high';
  if (score >= MEDIUM_FROM) return 'medium';
  return redParameter ? 'low-medium' : 'low';
}

/** 0: 12 hours. 1–4: 4 to 6 hours, of which the shorter. 5–6 or 3 in one parameter: 1 hour. From 7: continuous. */
function recheckMinutesOf(score: number, risk: News2Risk): number {
  if (risk === 'high') return 0;
  if (risk !== 'low') return HOUR;
  return score === 0 ? 12 * HOUR : 4 * HOUR;
}
