import type { OrderResponse, ProductResponse } from '../api/generated/index.ts';
import { unitWords } from '../medicines/dose-words.ts';
import { figure } from '../words/moments.ts';
import type { Words } from '../words/vi.ts';

type Line = Pick<OrderResponse, 'dose' | 'route' | 'timing'>;

/** Dose, route and times of an order on one line. */
export function orderLine(words: Words, { dose, route, timing }: Line): string {
  const { times, everyHours, once, asNeeded } = timing ?? {};
  const often = [
    times?.join(', '),
    everyHours !== undefined && words.pharmacy.every(figure(everyHours)),
    once && words.pharmacy.once,
    asNeeded && words.medicines.asNeeded,
  ];
  const amount = dose && `${figure(dose.value)} ${unitWords(words, dose.unit)}`;
  return [amount, route && words.medicines.routes[route], ...often].filter(Boolean).join(' · ');
}

/** A product on one line. */
export const productLine = ({ medication, form, strength, instructions }: ProductResponse): string =>
  [medication.display, form, strength, instructions].filter(Boolean).join(', ');
