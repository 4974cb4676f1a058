import { unitText } from '../../clinical/datatypes/ucum.js';
import type { OrderedTiming } from '../../clinical/doses/dose.rules.js';
import { doseUnitNames, routeNames } from '../../clinical/orders/dose.words.js';
import type { Infusion } from '../../clinical/orders/infusion-rate.rules.js';
import { paperLanguage } from './paper-language.js';
import { counted, prescriptionWords } from './prescription.words.js';
import { optional } from './printed-text.js';

/** What an order of a medicine says of how it is given, as it is stored. */
export interface OrderedDetail {
  readonly dose?: { readonly value: number; readonly unit: string };
  readonly route?: string;
  readonly timing?: OrderedTiming;
  readonly infusion?: Infusion;
}

/** The unit of a dose, as paper says it. */
export const printedUnit = (unit: string): string => doseUnitNames(paperLanguage())[unit] ?? unitText(unit) ?? unit;

/** "500 mg, uống, mỗi 6 giờ, trong 5 ngày": dose, route and times of a medicine, for paper; empty for other orders. */
export function printedDosage({ dose, route, timing, infusion }: OrderedDetail): string {
  const parts = [
    ...(dose ? [`${optional(dose.value)} ${counted(dose.value, printedUnit(dose.unit))}`] : []),
    ...(infusion ? [printedInfusion(infusion)] : []),
    ...(route ? [routeNames(paperLanguage())[route] ?? route] : []),
    ...(timing ? times(timing) : []),
  ];
  return parts.join(', ');
}

/** "pha trong Natri clorid 0,9 % đủ 500 mL, 60 mL/giờ": what an infusion is diluted in, and how it runs. */
export function printedInfusion({ fluid, volume, amount, rate }: Infusion): string {
  const parts = [
    ...(amount ? [`${optional(amount.value)} ${printedUnit(amount.unit)}`] : []),
    prescriptionWords().diluted(fluid, optional(volume)),
    ...(rate ? [`${optional(rate.value)} ${printedUnit(rate.unit)}`] : []),
  ];
  return parts.join(', ');
}

function times({ times: clock, everyHours, once, asNeeded, durationDays }: OrderedTiming): string[] {
  return [
    ...(clock ? [prescriptionWords().at(clock.join(', '))] : []),
    ...(everyHours ? [prescriptionWords().every(optional(everyHours))] : []),
    ...(once ? [prescriptionWords().once] : []),
    ...(asNeeded ? [whenNeeded(asNeeded)] : []),
    ...(durationDays ? [prescriptionWords().forDays(durationDays)] : []),
  ];
}

/** When a medicine is used that is used as needed, and how often at most. */
export function whenNeeded({ reason, minimumGapHours, maximumPerDay }: NonNullable<OrderedTiming['asNeeded']>): string {
  return prescriptionWords().whenNeeded(reason ? ` (${reason})` : '', optional(minimumGapHours), maximumPerDay);
}
