import { withoutUnseen } from '../../kernel/unseen-characters.js';

/** Characters written inside one word (O'Brien, H'Hen): dropped, so that the word stays one word. */
const APOSTROPHES = /['’‘`´ʼʻʹ＇]/gu;

/**
 * Letters that Unicode does not decompose, and what people type for them. Eth (Ð, U+00D0) looks exactly like Đ
 * (U+0110) and old Vietnamese keyboards and fonts produce it.
 */
const LETTERS_WITHOUT_DECOMPOSITION: Readonly<Record<string, string>> = {
  đ: 'd',
  ð: 'd',
  ø: 'o',
  ł: 'l',
  ħ: 'h',
  ŧ: 't',
  ı: 'i',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  þ: 'th',
  ς: 'σ',
};
const SPECIAL_LETTER = new RegExp(`[${Object.keys(LETTERS_WITHOUT_DECOMPOSITION).join('')}]`, 'gu');

/**
 * Text as it is compared: marks removed, đ→d, lower case, words of letters and digits parted by one space.
 * Apostrophes join (O'Brien → obrien), every other punctuation parts (Trần-Lê → tran le). Both placements of a tone
 * mark (hoà, hòa) and both Unicode forms (NFC, NFD) come out equal. Idempotent.
 */
export function foldText(text: string): string {
  return withoutUnseen(text)
    .normalize('NFKD')
    .toLowerCase()
    .replace(APOSTROPHES, '')
    .replace(SPECIAL_LETTER, (letter) => LETTERS_WITHOUT_DECOMPOSITION[letter] ?? letter)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .normalize('NFC');
}
