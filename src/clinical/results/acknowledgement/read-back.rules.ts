import { numbersAmong } from '../judging/number-in-words.js';

/** A value that has to be told, as far as it is looked at here. */
export interface ToldValue {
  readonly value: number | null;
  readonly text: string | null;
}

/**
 * Whether what was read back is what was told: each number that is critical stands in it, as the same number, with a comma or a point; that of a
 * number with a remark too. What is no number is read back in words, which nobody can compare. Source: read-back as the Joint Commission's NPSG asks
 * of verbal reports of critical results.
 */
export function saysTheSame(readBack: string, told: readonly ToldValue[]): boolean {
  const said = [...readBack.matchAll(/\d+(?:[.,]\d+)?/g)].map(([number]) => Number(number.replace(',', '.')));
  return told.every((one) => {
    const number = numberOf(one);
    return number === undefined || said.includes(Math.abs(number));
  });
}

/** Of words the number that they begin with, where it is the only one. */
function numberOf({ value, text }: ToldValue): number | undefined {
  if (value !== null) return value;
  const [first, ...others] = BEGINS_WITH_NUMBER.test(text ?? '') ? numbersAmong(text ?? '') : [];
  return others.length === 0 ? first?.value : undefined;
}
const BEGINS_WITH_NUMBER = /^[\s<>≤≥=~*↑↓]*\d/u;
