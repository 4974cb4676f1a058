/** Who was meant by the accents that were typed: names are found without them, and those that are written so are shown first. */

interface AccentedWord {
  readonly letters: string;
  /** In the order of their codes: `hoà` and `hòa` are one word. */
  readonly marks: readonly string[];
}

/** The stroke of d counts as a mark, also of eth, which looks like it. */
const STROKE = '\u0335';

const wordsOf = (text: string): AccentedWord[] =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\u0111\u00f0]/gu, `d${STROKE}`)
    .replace(/['’‘`´ʼʻʹ]/gu, '')
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter(Boolean)
    .map((word) => ({ letters: word.replace(/\p{M}/gu, ''), marks: [...(word.match(/\p{M}/gu) ?? [])].sort() }));

/** Whether a word of a name is written as the word typed, or begins so. */
function fits(name: AccentedWord, typed: AccentedWord): boolean {
  if (!name.letters.startsWith(typed.letters)) return false;
  return name.letters.length === typed.letters.length
    ? name.marks.join('') === typed.marks.join('')
    : typed.marks.every((mark) => name.marks.includes(mark));
}

/**
 * Whether a name has every accented word that was typed as it was typed; undefined when none was typed.
 * @param words the words that were taken for parts of a name, folded; all by default
 */
export function accentsTyped(typed: string, words?: readonly string[]): ((fullName: string) => boolean) | undefined {
  const accented = wordsOf(typed).filter(
    ({ marks, letters }) => marks.length > 0 && (words === undefined || words.includes(letters)),
  );
  if (accented.length === 0) return undefined;
  return (fullName) => {
    const name = wordsOf(fullName);
    return accented.every((word) => name.some((one) => fits(one, word)));
  };
}
