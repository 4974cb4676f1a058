import type { OrderDetail } from '../../clinical/orders/order.mapper.js';
import { DOSAGE_WORDS } from './documents.words.js';
import { PATIENTS_ROUTE_WORDS, prescriptionWords } from './prescription.words.js';
import { printedUnit, whenNeeded } from './printed-dosage.js';
import { numberText } from './printed-text.js';
import type { MedicineSource } from './source.js';

type Dose = NonNullable<OrderDetail['dose']>;
type Timing = NonNullable<OrderDetail['timing']>;

/** Medicines that were signed, each with how it is used and how much of it is handed out. */
export const printedPrescription = (rows: readonly MedicineSource[]): object[] =>
  rows.map(({ display, detail, instructions }) => ({
    what: display,
    dosage: [usageOf(detail), instructions ?? ''].filter(Boolean).join('. '),
    quantity: detail.dose && detail.timing ? quantityOf(detail.dose, detail.timing) : '',
  }));

function usageOf({ dose, route, timing }: OrderDetail): string {
  const parts = [
    route ? PATIENTS_ROUTE_WORDS[route] : '',
    dose ? prescriptionWords.each(`${numberText(dose.value)} ${printedUnit(dose.unit)}`) : '',
    ...(timing ? whenOf(timing) : []),
  ];
  return parts.filter(Boolean).join(', ');
}

function whenOf({ times, everyHours, once, asNeeded, durationDays }: Timing): string[] {
  return [
    times ? prescriptionWords.times(times.length, times.join(', ')) : '',
    everyHours === undefined ? '' : prescriptionWords.everyHours(numberText(everyHours)),
    once ? prescriptionWords.once : '',
    asNeeded ? whenNeeded(asNeeded) : '',
    durationDays === undefined ? '' : DOSAGE_WORDS.forDays(durationDays),
  ];
}

/** All doses together, where the order says how many they are; of what is used when needed, the most. */
function quantityOf(dose: Dose, timing: Timing): string {
  const { times, everyHours, once, asNeeded, durationDays } = timing;
  const aDay = times?.length ?? (everyHours === undefined ? asNeeded?.maximumPerDay : Math.ceil(24 / everyHours));
  const doses = once ? 1 : aDay === undefined || durationDays === undefined ? undefined : aDay * durationDays;
  if (doses === undefined) return '';
  const count = doses * dose.value;
  const text = numberText(Math.round(count * 1000) / 1000);
  return prescriptionWords.quantity(count < 10 && Number.isInteger(count) ? `0${text}` : text, printedUnit(dose.unit));
}
