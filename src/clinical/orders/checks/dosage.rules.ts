import { timesPerDay, type Timing } from '../timing.rules.js';

export interface Dosed {
  readonly dose?: { readonly value: number; readonly unit: string };
  readonly timing?: Timing;
}

const IN_MG: Readonly<Record<string, number>> = { g: 1000, mg: 1, ug: 1e-3, ng: 1e-6 };

/** What one dose weighs in mg; undefined when it is not told as a mass. */
export function singleMg({ dose }: Dosed): number | undefined {
  const factor = dose && IN_MG[dose.unit];
  return factor === undefined ? undefined : dose!.value * factor;
}

/** The most mg within 24 hours that an order leads to; undefined when a dose is not told as a mass. */
export function dailyMg(order: Dosed): number | undefined {
  const single = singleMg(order);
  return single === undefined || !order.timing ? undefined : single * timesPerDay(order.timing);
}
