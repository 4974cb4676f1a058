import { fillBoth, type Localised } from '../../kernel/language.js';

const w = (vi: string, en: string): Localised => ({ vi, en });

/** What is wrong with a file of lines and columns, whatever it is about. */
const CSV_WORDS = {
  openQuote: w('một dấu ngoặc kép chưa đóng', 'a quote is not closed'),
  noColumn: w('thiếu cột {name}', 'no column {name}'),
  unknownColumn: w('cột lạ "{name}" (biết: {known})', 'unknown column "{name}" (known: {known})'),
  columnTwice: w('cột {name} có hai lần', 'column {name} stands twice'),
  moreCells: w('nhiều ô hơn số cột', 'more cells than columns'),
} as const satisfies Record<string, Localised>;

/** In both languages, filled. */
export const csvFault = (what: keyof typeof CSV_WORDS, values?: Readonly<Record<string, unknown>>): Localised =>
  fillBoth(CSV_WORDS[what], values);
