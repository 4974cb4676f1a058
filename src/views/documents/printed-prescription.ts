import type { OrderDetail } from '../../clinical/orders/order.mapper.js';
import { DOSAGE_WORDS } from './documents.words.js';
import { amountText, piecesOf, piecesText, type Pieces } from './prescribed-pieces.js';
import { PATIENTS_ROUTE_WORDS, prescriptionWords } from './prescription.words.js';
import { printedUnit, whenNeeded } from './printed-dosage.js';
import { numberText } from './printed-text.js';
import type { MedicineSource } from './source.js';

type Dose = NonNullable<OrderDetail['dose']>;
type Timing = NonNullable<OrderDetail['timing']>;

/** Medicines that were signed, each with how it is used and how much of it is handed out. */
export const printedPrescription = (rows: readonly MedicineSource[]): object[] =>
  rows.map(({ code, display, detail, instructions }) => {
    const { dose, route } = detail;
    const pieces = dose && piecesOf({ code, display, dose, route });
    return {
      what: display,
      dosage: [usageOf(detail, pieces), instructions ?? ''].filter(Boolean).join('. '),
      quantity: dose && detail.timing ? quantityOf(code, pieces, detail.timing) : '',
    };
  });

function usageOf({ dose, route, timing }: OrderDetail, pieces: Pieces | undefined): string {
  const parts = [
    route ? PATIENTS_ROUTE_WORDS[route] : '',
    dose ? prescriptionWords.each(doseText(dose, pieces)) : '',
    ...(timing ? whenOf(timing) : []),
  ];
  return parts.filter(Boolean).join(', ');
}

/** "2 viên (1000 mg)": units first, since that is what a patient takes; the weight as the doctor ordered it beside them. */
function doseText(dose: Dose, pieces: Pieces | undefined): string {
  const ordered = `${numberText(dose.value)} ${printedUnit(dose.unit)}`;
  return pieces === undefined || pieces.unit === dose.unit ? ordered : `${piecesText(pieces)} (${ordered})`;
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
function quantityOf(code: string, pieces: Pieces | undefined, timing: Timing): string {
  const { times, everyHours, once, asNeeded, durationDays } = timing;
  const aDay = times?.length ?? (everyHours === undefined ? asNeeded?.maximumPerDay : Math.ceil(24 / everyHours));
  const doses = once ? 1 : aDay === undefined || durationDays === undefined ? undefined : aDay * durationDays;
  if (doses === undefined) return prescriptionWords.open;
  return pieces ? amountText(code, { ...pieces, value: doses * pieces.value }) : prescriptionWords.toBeCounted;
}
