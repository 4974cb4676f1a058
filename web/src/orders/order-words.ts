import type { OrderResponse, TimingResponse } from '../api/generated/index.ts';
import { amountWords, infusionWords, orderedRateUnit, scaleWords, titrationWords } from '../medicines/dose-words.ts';
import { figure } from '../words/moments.ts';
import type { Words } from '../words/vi.ts';

type Said = Pick<
  OrderResponse,
  | 'dose'
  | 'slidingScale'
  | 'loadingDose'
  | 'infusion'
  | 'titration'
  | 'route'
  | 'timing'
  | 'question'
  | 'bodySite'
  | 'laterality'
  | 'speciality'
  | 'units'
  | 'instructions'
>;

type Dosage = Pick<OrderResponse, 'dose' | 'slidingScale' | 'loadingDose' | 'infusion' | 'titration' | 'timing'> & {
  readonly route: string | null;
};

/** How a medicine is given: 500 mg · uống · mỗi 8 giờ */
export const dosageWords = (dosage: Dosage, words: Words): string => joined(dosageParts(dosage, words));

function dosageParts(order: Dosage, words: Words): readonly (string | null | false | undefined)[] {
  const { medicines } = words;
  const { dose, slidingScale, loadingDose, infusion, titration, route, timing } = order;
  const amount = dose && (slidingScale ? scaleWords(words, slidingScale, dose.unit) : amountWords(words, dose));
  return [
    loadingDose && `${medicines.loading.toLowerCase()} ${amountWords(words, loadingDose)}`,
    amount,
    infusion && infusionWords(words, infusion),
    titration && titrationWords(words, titration, orderedRateUnit(order)),
    route && (medicines.routes[route] ?? route),
    timing && timingWords(timing, words),
  ];
}

const joined = (parts: readonly (string | null | false | undefined)[]): string => parts.filter(Boolean).join(' · ');

/** What an order says beside its name: 500 mg, uống · mỗi 8 giờ · … */
export function detailWords(order: Said, words: Words): string {
  const { basket } = words;
  const { question, bodySite, laterality, speciality, units, instructions } = order;
  return joined([
    ...dosageParts(order, words),
    units !== null && `${basket.units}: ${units}`,
    bodySite,
    laterality && basket.sides[laterality],
    speciality,
    question,
    instructions,
  ]);
}

function timingWords({ once, everyHours, times, asNeeded, durationDays }: TimingResponse, words: Words): string {
  const { basket, medicines } = words;
  return [
    once && basket.timings.once,
    everyHours !== undefined && basket.every(figure(everyHours)),
    times?.join(', '),
    asNeeded &&
      [
        asNeeded.reason ? medicines.asNeededFor(asNeeded.reason) : medicines.asNeeded,
        medicines.asNeededLimits(figure(asNeeded.minimumGapHours), asNeeded.maximumPerDay),
      ].join(', '),
    durationDays !== undefined && basket.forDays(durationDays),
  ]
    .filter(Boolean)
    .join(', ');
}

/** What an order of a medicine comes to in pieces, at one time and for the whole course; empty where nobody can tell. */
export function countedWords(
  { perDose, supply }: Pick<OrderResponse, 'perDose' | 'supply'>,
  { basket }: Words,
): string {
  return [perDose && basket.perDose(perDose.inWords), supply && basket.supply(supply.inWords)]
    .filter(Boolean)
    .join(' · ');
}
