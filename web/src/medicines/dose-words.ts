import type { AmountResponse, DoseResponse } from '../api/generated/index.ts';
import { figure, moment } from '../words/moments.ts';
import type { Words } from '../words/vi.ts';

export const unitWords = ({ medicines }: Words, unit: string): string => medicines.units[unit] ?? unit;

/** 500 mg */
export const amountWords = (words: Words, { value, unit }: AmountResponse): string =>
  `${figure(value)} ${unitWords(words, unit)}`;

/** 500 mg, uống */
export const doseWords = (words: Words, { dose, route }: DoseResponse): string =>
  `${amountWords(words, dose)}, ${words.medicines.routes[route] ?? route}`;

/** Doses that run in are begun and ended. */
export const isInfusion = ({ dose }: DoseResponse): boolean => /\/(?:h|min)$/.test(dose.unit);

/** What became of a dose, who did it and when; or when it may be given. */
export function stateWords(words: Words, { status, recorded, asNeeded }: DoseResponse): string {
  const state = words.medicines.state[status] ?? status;
  if (recorded && ['given', 'in-progress', 'held', 'refused', 'wasted'].includes(status)) {
    const { by, at, witness, reason } = recorded;
    return [
      `${state} · ${words.medicines.recorded(by.fullName, moment(at))}`,
      ...(witness ? [words.medicines.withWitness(witness.fullName)] : []),
      ...(reason ? [reason] : []),
    ].join(' · ');
  }
  if (status === 'not-yet' && asNeeded?.earliestAt) {
    return `${state}, ${words.medicines.earliest(moment(asNeeded.earliestAt))}`;
  }
  return state;
}

/** Whether something is still to be done with it. */
export const isOpen = ({ status }: DoseResponse): boolean =>
  ['due', 'overdue', 'planned', 'in-progress', 'held', 'refused', 'wasted', 'available'].includes(status);

/** A mark for each state: it is never told by colour alone. */
export const STATE_MARKS: Readonly<Record<string, string>> = {
  given: '✓',
  'in-progress': '»',
  held: '=',
  refused: '×',
  wasted: '×',
  overdue: '!',
};
