import type {
  AmountResponse,
  DoseResponse,
  InfusionResponse,
  SlidingScaleResponse,
  TitrationResponse,
} from '../api/generated/index.ts';
import { figure, moment } from '../words/moments.ts';
import type { Words } from '../words/vi.ts';

export const unitWords = ({ medicines }: Words, unit: string): string => medicines.units[unit] ?? unit;

/** 500 mg */
export const amountWords = (words: Words, { value, unit }: AmountResponse): string =>
  `${figure(value)} ${unitWords(words, unit)}`;

/** 500 mg, uống; of a sliding scale its ranges, and that a dose is the loading one. */
export function doseWords(words: Words, whole: DoseResponse): string {
  const { dose, route, slidingScale, loading, infusion, titration } = whole;
  const { medicines } = words;
  const titrated = titration ? [titrationWords(words, titration, rateUnitOf(whole))] : [];
  const amount = slidingScale ? scaleWords(words, slidingScale, dose.unit) : amountWords(words, dose);
  const diluted = infusion ? [infusionWords(words, infusion)] : [];
  return [
    ...(loading ? [medicines.loading] : []),
    amount,
    ...diluted,
    ...titrated,
    medicines.routes[route] ?? route,
  ].join(', ');
}

/** chỉnh 2–20 mL/giờ để Huyết áp trung bình từ 65 mmHg */
export const titrationWords = (words: Words, { low, high, target }: TitrationResponse, unit: string): string =>
  words.medicines.titrated(`${figure(low)}–${figure(high)} ${unitWords(words, unit)}`, target);

/** pha trong Natri clorid 0,9 % đủ 500 mL, 60 mL/giờ */
export const infusionWords = (words: Words, { fluid, volume, amount, rate }: InfusionResponse): string =>
  [
    ...(amount ? [amountWords(words, amount)] : []),
    words.medicines.diluted(fluid, figure(volume)),
    ...(rate ? [amountWords(words, rate)] : []),
  ].join(', ');

/** theo đường huyết (mmol/L): 4–8: 0; 8–12: 4 đơn vị */
export const scaleWords = (words: Words, { unit, ranges }: SlidingScaleResponse, doseUnit: string): string =>
  `${words.medicines.scale(unit)}: ${ranges.map(({ from, to, dose }) => `${figure(from)}–${figure(to)}: ${figure(dose)}`).join('; ')} ${unitWords(words, doseUnit)}`;

/** Whether a unit says how fast something runs, and not how much of it there is. */
export const isRateUnit = (unit: string): boolean => /\/(?:h|min)$/.test(unit);

/** Whether the dose says how fast it runs. */
export const isRate = ({ dose }: DoseResponse): boolean => isRateUnit(dose.unit);

interface Ordered {
  readonly dose: AmountResponse | null;
  readonly infusion: InfusionResponse | null;
}

/** The unit in which what is ordered so is set. */
export const orderedRateUnit = ({ dose, infusion }: Ordered): string =>
  dose && isRateUnit(dose.unit) ? dose.unit : (infusion?.rate?.unit ?? 'mL/h');

/** The same of a dose, as the service tells it where it runs. */
export const rateUnitOf = (dose: DoseResponse): string => dose.running?.limits.unit ?? orderedRateUnit(dose);

/** What is to be given at one time: 500 mg, or that it follows what is measured. */
export const intendedWords = (words: Words, { dose, slidingScale }: DoseResponse): string =>
  slidingScale ? words.medicines.scale(slidingScale.unit) : amountWords(words, dose);

/** What became of a dose, who did it and when, and how much where that is not what was ordered; or when it may be given. */
export function stateWords(words: Words, { status, recorded, asNeeded, dose: ordered }: DoseResponse): string {
  const state = words.medicines.state[status] ?? status;
  if (recorded && RECORDED.includes(status)) {
    const { by, at, witness, reason, dose, measured } = recorded;
    return [
      `${state} · ${words.medicines.recorded(by.fullName, moment(at))}`,
      ...(measured ? [words.medicines.measuredWas(figure(measured.value), measured.unit)] : []),
      ...(dose && (measured || isOther(dose, ordered)) ? [words.medicines.actual(amountWords(words, dose))] : []),
      ...(witness ? [words.medicines.withWitness(witness.fullName)] : []),
      ...(reason ? [reason] : []),
    ].join(' · ');
  }
  if (status === 'not-yet' && asNeeded?.earliestAt) {
    return `${state}, ${words.medicines.earliest(moment(asNeeded.earliestAt))}`;
  }
  return state;
}

const RECORDED: readonly string[] = ['given', 'in-progress', 'paused', 'stopped', 'held', 'refused', 'wasted'];

const isOther = (one: AmountResponse, other: AmountResponse): boolean =>
  one.value !== other.value || one.unit !== other.unit;

/** Whether something is still to be done with it. */
export const isOpen = ({ status }: DoseResponse): boolean =>
  ['due', 'overdue', 'planned', 'in-progress', 'paused', 'held', 'refused', 'wasted', 'available'].includes(status);

/** A mark for each state: it is never told by colour alone. */
export const STATE_MARKS: Readonly<Record<string, string>> = {
  given: '✓',
  'in-progress': '»',
  paused: '‖',
  stopped: '■',
  held: '=',
  refused: '×',
  wasted: '×',
  overdue: '!',
};
