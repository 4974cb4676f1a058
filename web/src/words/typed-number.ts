import { isUnclear, readAmount } from './moments.ts';
import type { Words } from './vi.ts';

/** What is wrong with an amount that was typed; nothing of what is empty. */
export function amountMistake(words: Words, typed: string): string | undefined {
  if (typed.trim() === '') return undefined;
  if (isUnclear(typed)) return words.unclearNumber(typed.trim());
  return Number.isNaN(readAmount(typed)) ? words.vitals.notNumber : undefined;
}
