import { timesPerDay, type Timing } from '../timing.rules.js';

export interface Dosed {
  readonly dose?: { readonly value: number; readonly unit: string };
  readonly timing?: Timing;
  /** Given first, once. */
  readonly loadingDose?: { readonly value: number; readonly unit: string };
}

const IN_MG: Readonly<Record<string, number>> = { g: 1000, mg: 1, ug: 1e-3, ng: 1e-6 };

/** What an amount weighs in mg; undefined when it is not told as a mass. */
export function massMg({ value, unit }: { readonly value: number; readonly unit: string }): number | undefined {
  const factor = IN_MG[unit];
  return factor === undefined ? undefined : value * factor;
}

/** What the largest dose of an order weighs in mg; undefined when it is not told as a mass. */
export function singleMg({ dose, loadingDose }: Dosed): number | undefined {
  const masses = [dose, loadingDose].flatMap((amount) => (amount ? [massMg(amount)] : []));
  return masses.length === 0 || masses.includes(undefined) ? undefined : Math.max(...(masses as number[]));
}

/** The most mg within 24 hours that an order leads to; undefined when a dose is not told as a mass. */
export function dailyMg({ dose, loadingDose, timing }: Dosed): number | undefined {
  const each = dose && massMg(dose);
  if (each === undefined || !timing) return undefined;
  const more = loadingDose ? Math.max(0, (massMg(loadingDose) ?? 0) - each) : 0;
  return each * timesPerDay(timing) + more;
}
