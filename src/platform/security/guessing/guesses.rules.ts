import { elementAt, valueOf } from '../../../kernel/list.js';

/**
 * How many guesses a password takes that is put together of things a guesser knows, counted in bits (the logarithm to base 2).
 * Each piece costs as much as its place in the list that it stands in; length alone adds nothing.
 */

/** Bits of each thing known, by the form that {@link folded} gives it. */
export type Known = ReadonlyMap<string, number>;

/** Work grows with the square of what is looked at, and a strong beginning is enough. */
const LOOKED_AT = 64;

const BITS_OF_A_DIGIT = Math.log2(10);
const BITS_OF_A_LETTER = Math.log2(26);
/** Of a sign on the keyboard, or a letter of another alphabet. */
const BITS_OF_ANOTHER = Math.log2(32);
/** Of a year from 1900 to 2099. */
const BITS_OF_A_YEAR = Math.log2(200);
/** Of what was just said, said once more. */
const BITS_OF_AGAIN = 1;

/** Without accents, capitals, and what only separates words: all that a guesser varies first. */
export const folded = (text: string): string =>
  unaccented(text)
    .toLowerCase()
    .replace(/[\s._-]/g, '');

export const unaccented = (text: string): string =>
  IS_ASCII.test(text) ? text : text.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/g, 'd').replace(/Đ/g, 'D');
const IS_ASCII = /^[ -~]*$/;

/** Digits and signs that stand for letters, read as letters. */
const unmasked = (text: string): string => text.replace(/[013457@$!]/g, (sign) => valueOf(MASKS, sign));
const MASKS: Readonly<Record<string, string>> = {
  ...{ 0: 'o', 1: 'i', 3: 'e', 4: 'a', 5: 's', 7: 't' },
  ...{ '@': 'a', $: 's', '!': 'i' },
};

/** Bits of the cheapest way to say a password with what is known and single characters for the rest. */
export function bitsOf(password: string, known: Known): number {
  const text = folded(password).slice(0, LOOKED_AT);
  const clear = unmasked(text);
  const best = [0];
  for (let end = 1; end <= text.length; end++) {
    let least = Infinity;
    for (let start = 0; start < end; start++) {
      const piece = text.slice(start, end);
      const alone = known.get(piece) ?? known.get(clear.slice(start, end)) ?? bitsOfOther(piece);
      const isAgain = piece === text.slice(Math.max(0, start - piece.length), start);
      least = Math.min(least, elementAt(best, start) + (isAgain ? BITS_OF_AGAIN : alone));
    }
    best.push(least);
  }
  return elementAt(best, text.length);
}

/** Of a year or a single character; nothing else is said in one piece. */
function bitsOfOther(piece: string): number {
  if (piece.length > 1) return /^(19|20)\d\d$/.test(piece) ? BITS_OF_A_YEAR : Infinity;
  return /\d/.test(piece) ? BITS_OF_A_DIGIT : /[a-z]/.test(piece) ? BITS_OF_A_LETTER : BITS_OF_ANOTHER;
}
