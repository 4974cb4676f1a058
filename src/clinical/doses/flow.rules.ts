import { isAbove } from '../datatypes/nearly.js';
import { amountOf, hourlyOf, isRate, MASS_UNITS_MG, massMg } from '../orders/checks/dosage.rules.js';
import { isOfRate } from '../orders/dose.rules.js';
import { mlPerHour, RUN_UNITS, type Amount, type Infusion, type RunUnit } from '../orders/infusion-rate.rules.js';

/** What an order says of how it runs. */
export interface Flowing {
  readonly display: string;
  readonly dose: Amount;
  readonly infusion?: Infusion;
  /** Between which rates it may be set, in the unit in which it runs. */
  readonly titration?: { readonly low: number; readonly high: number };
}

/** The same as an order keeps it. */
export interface OrderedFlow {
  readonly display: string;
  readonly detail: Omit<Flowing, 'display'>;
}

/** An order as the rules of what runs see it. */
export const flowingOf = ({ display, detail }: OrderedFlow): Flowing => ({
  display,
  ...detail,
});

/** Whether doses of an order are begun and ended, and not given at once. */
export const runsIn = ({ dose, infusion }: Pick<Flowing, 'dose' | 'infusion'>): boolean =>
  isOfRate(dose.unit) || infusion !== undefined;

const isRunUnit = (unit: string): unit is RunUnit => (RUN_UNITS as readonly string[]).includes(unit);

/** The unit in which an order is set: of its dose where that is a rate, else of the rate of its bag; mL/h where it says none. */
export const runUnitOf = ({ dose, infusion }: Flowing): string =>
  isOfRate(dose.unit) ? dose.unit : (infusion?.rate?.unit ?? 'mL/h');

/** How fast it is to run; undefined where the order does not say. */
export const orderedRate = (order: Flowing): Amount | undefined =>
  isOfRate(order.dose.unit) ? order.dose : order.infusion?.rate;

/** The lowest and highest rate, in {@link runUnitOf}: what was ordered is the highest where nothing else is said. */
export function rateLimits(order: Flowing): { readonly low: number; readonly high: number } {
  if (order.titration) return order.titration;
  return { low: 0, high: orderedRate(order)?.value ?? Infinity };
}

/** The fastest of the rates at which an infusion was set, in {@link runUnitOf}, where the order does not allow it. */
export function fastestAgainst(order: OrderedFlow, rates: readonly number[]): Amount | undefined {
  const flowing = flowingOf(order);
  const value = Math.max(0, ...rates);
  return isAbove(value, rateLimits(flowing).high) ? { value, unit: runUnitOf(flowing) } : undefined;
}

/** What of the medicine is in a mL of what runs; undefined where nobody told. */
function strength({ dose, infusion }: Flowing): Amount | undefined {
  const amount = infusion?.amount ?? (isOfRate(dose.unit) ? undefined : dose);
  return infusion && amount ? { value: amount.value / infusion.volume, unit: amount.unit } : undefined;
}

const measureOf = ({ display }: Flowing, unit: string, weightKg: number | undefined) => ({
  display,
  ...(weightKg !== undefined && { weightKg }),
  ...(unit.startsWith('[iU]') && { unit: '[iU]' as const }),
});

/** What a rate is in mL an hour; undefined where the concentration or the weight that it takes is not known. */
export function mlAnHour(order: Flowing, rate: Amount, weightKg: number | undefined): number | undefined {
  if (isRunUnit(rate.unit)) return mlPerHour({ value: rate.value, unit: rate.unit });
  const measure = measureOf(order, rate.unit, weightKg);
  const inMl = strength(order);
  const each = inMl && amountOf(inMl, measure);
  const hourly = isRate(rate.unit) ? hourlyOf(rate, measure) : undefined;
  return each === undefined || each === 0 || hourly === undefined ? undefined : hourly / each;
}

/** A rate in the unit of the order, as a pump or a drip chamber shows it; undefined where nobody can tell. */
export function inRunUnit(order: Flowing, { value, unit }: Amount, weightKg: number | undefined): number | undefined {
  const own = runUnitOf(order);
  if (unit === own) return value;
  const one = mlAnHour(order, { value: 1, unit: own }, weightKg);
  const said = mlAnHour(order, { value, unit }, weightKg);
  return one === undefined || said === undefined || one === 0 ? undefined : said / one;
}

/** What of the medicine goes in: in an hour, and for each kilogram; undefined what nobody can tell. */
export interface DoseRates {
  readonly anHour?: Amount;
  readonly perKg?: Amount;
  /** Why the one for each kilogram is not known. */
  readonly unknown?: 'concentration' | 'weight';
}

/** @param rate in the unit of the order */
export function doseRates(order: Flowing, rate: Amount, weightKg: number | undefined): DoseRates {
  if (rate.unit === 'ug/kg/min') {
    const anHour = weightKg === undefined ? undefined : (rate.value * 60 * weightKg) / 1000;
    return { perKg: rate, ...(anHour !== undefined && { anHour: { value: anHour, unit: 'mg/h' } }) };
  }
  const anHour = amountAnHour(order, rate);
  if (!anHour) return { unknown: 'concentration' };
  return weightKg === undefined ? { anHour, unknown: 'weight' } : { anHour, perKg: forEachKg(anHour, weightKg) };
}

function amountAnHour(order: Flowing, rate: Amount): Amount | undefined {
  if (rate.unit === 'mg/h' || rate.unit === '[iU]/h') return rate;
  if (rate.unit === 'ug/min') return { value: (rate.value * 60) / 1000, unit: 'mg/h' };
  const inMl = strength(order);
  const ml = mlAnHour(order, rate, undefined);
  if (!inMl || ml === undefined) return undefined;
  const value = inMl.value * ml;
  if (MASS_UNITS_MG[inMl.unit] !== undefined) return { value: massMg({ value, unit: inMl.unit }) ?? 0, unit: 'mg/h' };
  if (inMl.unit === '[iU]') return { value, unit: '[iU]/h' };
  const mg = amountOf({ value, unit: inMl.unit }, { display: order.display });
  return mg === undefined ? undefined : { value: mg, unit: 'mg/h' };
}

const forEachKg = ({ value, unit }: Amount, kg: number): Amount =>
  unit === '[iU]/h' ? { value: value / kg, unit: '[iU]/kg/h' } : { value: (value * 1000) / 60 / kg, unit: 'ug/kg/min' };
