import { narrow, writtenNumber } from '../../datatypes/written-number.js';
import { mlPerHour, type Infusion } from '../infusion-rate.rules.js';
import { UNITS_PER_ML } from '../supply/form.words.js';
import { timesPerDay, type Timing } from '../timing.rules.js';

export interface Dosed {
  readonly dose?: { readonly value: number; readonly unit: string };
  readonly timing?: Timing;
  /** Given first, once. */
  readonly loadingDose?: { readonly value: number; readonly unit: string };
  /** What it is diluted in, and how it runs. */
  readonly infusion?: Infusion;
}

/** How many mg a unit of mass is. */
export const MASS_UNITS_MG: Readonly<Record<string, number>> = { g: 1000, mg: 1, ug: 1e-3, ng: 1e-6 };

interface Amount {
  readonly value: number;
  readonly unit: string;
}

/** What an amount weighs in mg; undefined when it is not told as a mass. */
export function massMg({ value, unit }: Amount): number | undefined {
  const factor = MASS_UNITS_MG[unit];
  return factor === undefined ? undefined : value * factor;
}

/** How a product's words tell how much is in a piece of it, or in a mL. */
const STRENGTH =
  /(?<![\d.,])(\d+(?:[.,]\d+)?)\s*(g|mg|mcg|µg|μg|ug)(?:\s*\/\s*(\d+(?:[.,]\d+)?)?\s*(ml)(?!\p{L}))?(?![\p{L}/])/giu;
/** What a product is counted in whose strength is told by the piece. */
export const PIECES: ReadonlySet<string> = new Set([
  '{tablet}',
  '{capsule}',
  '{ampoule}',
  '{vial}',
  '{sachet}',
  '{suppository}',
]);
/** What may be two numbers is none. */
const figure = (text: string): number => {
  const read = writtenNumber(text);
  return typeof read === 'number' ? read : NaN;
};

/** A solution by its per cent, which is g in 100 mL: Kali clorid 10 %. */
const PERCENT = /(?<![\d.,])(\d+(?:[.,]\d+)?)\s*%/gu;

function percentOf(display: string): number | undefined {
  const told = [...narrow(display).matchAll(PERCENT)];
  const mg = told.length === 1 ? figure(told[0]?.[1] ?? '') * 10 : NaN;
  return mg > 0 ? mg : undefined;
}

/** The mg of a piece, or of a mL, as the words of a product with one strength tell; undefined of others. */
export function strengthOf(display: string, unit: string): number | undefined {
  const told = [...narrow(display).normalize('NFC').matchAll(STRENGTH)];
  const [, value = '', of = '', volume, isPerMl] = told[0] ?? [];
  if (told.length === 0 && unit === 'mL') return percentOf(display);
  if (told.length !== 1 || (isPerMl !== undefined) !== (unit === 'mL')) return undefined;
  if (unit !== 'mL' && !PIECES.has(unit)) return undefined;
  const factor = MASS_UNITS_MG[of.toLowerCase().replace(/mcg|µg|μg/, 'ug')] ?? NaN;
  const mg = (figure(value) * factor) / (volume === undefined ? 1 : figure(volume));
  return Number.isFinite(mg) && mg > 0 ? mg : undefined;
}

/** The units of a mL, as the words of a product with one strength tell; undefined of others. */
export function unitsPerMl(display: string): number | undefined {
  const told = [...narrow(display).normalize('NFC').matchAll(UNITS_PER_ML)];
  const [, units = '', volume] = told[0] ?? [];
  if (told.length !== 1) return undefined;
  const each = figure(units) / (volume === undefined ? 1 : figure(volume));
  return Number.isFinite(each) && each > 0 ? each : undefined;
}

/** How a drug's doses are told, and the words of the product. */
export interface Measure {
  /** mg in a mmol, of what is ordered in mmol or mEq too. */
  readonly mgPerMmol?: number;
  /** Of the patient, for rates by weight. */
  readonly weightKg?: number;
  /** mg by default. */
  readonly unit?: '[iU]';
  /** Of a product of one substance, whose strength may count. */
  readonly display?: string;
  /** Of a combination: nobody tells how much of each substance is in it. */
  readonly isUnknown?: boolean;
}

/** An amount in the unit of a drug's doses; undefined when it is not told so. */
export function amountOf(amount: Amount, { unit, display, isUnknown, mgPerMmol }: Measure): number | undefined {
  if (isUnknown) return undefined;
  if (unit) {
    const each = amount.unit === 'mL' && display !== undefined ? unitsPerMl(display) : undefined;
    return amount.unit === unit ? amount.value : each === undefined ? undefined : each * amount.value;
  }
  if (mgPerMmol !== undefined && ['mmol', 'meq'].includes(amount.unit)) return amount.value * mgPerMmol;
  const mass = massMg(amount);
  const each = mass === undefined && display !== undefined ? strengthOf(display, amount.unit) : undefined;
  return each === undefined ? mass : each * amount.value;
}

/** Rates by what runs in an hour: of which amount, how much of it, and whether for each kilogram. */
const RATES: Readonly<Record<string, { readonly unit: string; readonly anHour: number; readonly perKg?: true }>> = {
  'mL/h': { unit: 'mL', anHour: 1 },
  'mg/h': { unit: 'mg', anHour: 1 },
  'ug/min': { unit: 'ug', anHour: 60 },
  'ug/kg/min': { unit: 'ug', anHour: 60, perKg: true },
  '[iU]/h': { unit: '[iU]', anHour: 1 },
};

export const isRate = (unit: string): boolean => unit in RATES;

/** What runs in an hour, in the unit of a drug's doses; undefined when nobody can tell: mL of no told strength, a rate by an unknown weight. */
export function hourlyOf({ value, unit }: Amount, measure: Measure): number | undefined {
  const rate = RATES[unit];
  const weight = rate?.perKg ? measure.weightKg : 1;
  if (!rate || weight === undefined) return undefined;
  return amountOf({ value: value * rate.anHour * weight, unit: rate.unit }, measure);
}

/** The same of an order, whose mL are those of what it is diluted in where it tells that; undefined of one that does not run. */
export function runsHourly({ dose, infusion }: Dosed, measure: Measure): number | undefined {
  if (!dose) return undefined;
  const inFluid = infusion?.amount ?? (isRate(dose.unit) ? undefined : dose);
  const mlAnHour = dose.unit === 'mL/h' ? dose.value : infusion?.rate && mlPerHour(infusion.rate);
  if (!infusion || !inFluid || mlAnHour === undefined) return isRate(dose.unit) ? hourlyOf(dose, measure) : undefined;
  const amount = amountOf(inFluid, measure);
  return amount === undefined ? undefined : (amount / infusion.volume) * mlAnHour;
}

/** The largest dose of an order in the unit of its drug; undefined when it is not told so. */
export function singleOf({ dose, loadingDose }: Dosed, measure: Measure): number | undefined {
  const amounts = [dose, loadingDose].flatMap((amount) => (amount ? [amountOf(amount, measure)] : []));
  return amounts.length === 0 || amounts.includes(undefined) ? undefined : Math.max(...(amounts as number[]));
}

/** The most within 24 hours that an order leads to, in the unit of its drug; undefined when a dose is not told so. */
export function dailyOf(order: Dosed, measure: Measure): number | undefined {
  const { dose, loadingDose, timing } = order;
  if (dose && isRate(dose.unit)) {
    const hourly = runsHourly(order, measure);
    return hourly === undefined ? undefined : hourly * 24;
  }
  const each = dose && amountOf(dose, measure);
  if (each === undefined || !timing) return undefined;
  const first = loadingDose ? amountOf(loadingDose, measure) : 0;
  return first === undefined ? undefined : each * timesPerDay(timing) + Math.max(0, first - each);
}
