/**
 * A prescription names the number of units of each medicine (Circular 26/2025/TT-BYT, as Circular 52/2017/TT-BYT before it), also where a
 * ward orders by weight.
 */
import { formsOf } from '../../clinical/orders/checks/substance.rules.js';
import type { OrderDetail } from '../../clinical/orders/order.mapper.js';
import { numberInWords } from '../../clinical/orders/supply/number.words.js';
import { indivisible, perDose, supply, type Prescribed } from '../../clinical/orders/supply/supply.rules.js';
import { paperLanguage } from './paper-language.js';
import { counted, patientsRoute, prescriptionWords } from './prescription.words.js';
import { printedInfusion, printedUnit, whenNeeded } from './printed-dosage.js';
import { numberText } from './printed-text.js';
import type { MedicineSource } from './source.js';

interface Amount {
  readonly value: number;
  /** UCUM, as doses have it. */
  readonly unit: string;
}

type Timing = NonNullable<OrderDetail['timing']>;

/** Medicines that were signed, each with how it is used and how much of it is handed out. */
export const printedPrescription = (rows: readonly MedicineSource[]): object[] =>
  rows.map(({ code, display, detail, instructions }) => {
    const order: Prescribed = { display, forms: formsOf({ code, display }), ...detail };
    return {
      what: display,
      dosage: [usageOf(detail, pieceOf(order)), instructions ?? ''].filter(Boolean).join('. '),
      quantity: detail.dose && detail.timing ? quantityOf(code, order, detail.timing) : '',
    };
  });

/** What is taken at one time in units of the product; undefined where nobody can tell, or can cut it so. */
const pieceOf = (order: Prescribed): Amount | undefined => (indivisible(order) ? undefined : perDose(order));

function usageOf({ dose, route, timing, infusion }: OrderDetail, piece: Amount | undefined): string {
  const parts = [
    route ? patientsRoute(route) : '',
    dose ? prescriptionWords().each(doseText(dose, piece)) : '',
    infusion ? printedInfusion(infusion) : '',
    ...(timing ? whenOf(timing) : []),
  ];
  return parts.filter(Boolean).join(', ');
}

/** "2 viên (1000 mg)": units first, since that is what a patient takes; the weight as the doctor ordered it beside them. */
function doseText(dose: Amount, piece: Amount | undefined): string {
  const ordered = amountText(dose);
  return piece === undefined || piece.unit === dose.unit ? ordered : `${amountText(piece)} (${ordered})`;
}

const amountText = ({ value, unit }: Amount): string => `${numberText(value)} ${counted(value, printedUnit(unit))}`;

function whenOf({ times, everyHours, once, asNeeded, durationDays }: Timing): string[] {
  return [
    times ? prescriptionWords().times(times.length, times.join(', ')) : '',
    everyHours === undefined ? '' : prescriptionWords().everyHours(numberText(everyHours)),
    once ? prescriptionWords().useOnce : '',
    asNeeded ? whenNeeded(asNeeded) : '',
    durationDays === undefined ? '' : prescriptionWords().forDays(durationDays),
  ];
}

/** All doses together, where the order says how many they are; of what is used when needed, the most. */
function quantityOf(code: string, order: Prescribed, { once, asNeeded, ...timing }: Timing): string {
  const hasEnd = once || (timing.durationDays !== undefined && (timing.times ?? timing.everyHours ?? asNeeded));
  if (!hasEnd) return prescriptionWords().open;
  const whole = indivisible(order) ? undefined : supply(order);
  return whole ? countText(code, whole) : prescriptionWords().toBeCounted;
}

/**
 * Opioids, whose amount is written in words (Circular 52/2017/TT-BYT, Article 6; wider than its list of narcotics, which harms nobody): ATC N02A,
 * N01AH, N07BC, R05DA.
 */
const isNarcotic = (code: string): boolean => /^(N02A|N01AH|N07BC|R05DA)/i.test(code);

/** A digit below ten gets a zero before it, so that nobody writes one there; of narcotics, words. */
function countText(code: string, { value, unit }: Amount): string {
  const isWhole = Number.isInteger(value);
  const count = `${value < 10 && isWhole ? '0' : ''}${numberText(value)}`;
  if (!isWhole || !isNarcotic(code)) return prescriptionWords().quantity(count, counted(value, printedUnit(unit)));
  const words = numberInWords(value, paperLanguage());
  return prescriptionWords().inWords(
    count,
    words.charAt(0).toUpperCase() + words.slice(1),
    counted(value, printedUnit(unit)),
  );
}
