/** A word of at least two letters; numbers and signs say nothing of why. */
const WORD = /\p{L}{2,}/gu;
const [LEAST_WORDS, LONG_WORD, LEAST_LETTERS] = [2, 3, 3];

/**
 * Whether a reason says something: two different words ("Co giật") or one of three letters ("Sốc"), of three letters that differ.
 * Whether it is true is for who reviews it; "x", ".", "123" and "aaa aaa" are for nobody.
 */
export function saysSomething(reason: string): boolean {
  const words = new Set(reason.normalize('NFC').toLowerCase().match(WORD) ?? []);
  const letters = new Set([...words].join(''));
  return (
    letters.size >= LEAST_LETTERS && (words.size >= LEAST_WORDS || [...words].some((word) => word.length >= LONG_WORD))
  );
}
