import { foldText } from '../../clinical/datatypes/folded-text.js';
import type { Localised } from '../../kernel/language.js';
import type { DateForm } from './kind.js';
import { SEX_CELLS, told } from './load.words.js';
import { parts } from './rows.js';

/** Day first, as people in Vietnam write it: 7/3/1950, 07-03-1950, 03/1950. Years of two digits are of two centuries, and none is taken. */
const DAY_FIRST = /^(?:(\d{1,2})[/.-])?(\d{1,2})[/.-](\d{4})$/;

/** Midnight, which databases and spreadsheets write behind a day. */
const MIDNIGHT = /[ T]0{1,2}:00(?::00(?:\.0+)?)?$/;

/** A date as the service takes it; what is no date of the form stays as it is, for the rules to refuse. */
export function asIso(cell: string | undefined, form: DateForm = 'yyyy-mm-dd'): string | undefined {
  const date = cell?.replace(MIDNIGHT, '');
  const [, day, month, year] = (form === 'dd/mm/yyyy' && DAY_FIRST.exec(date ?? '')) || [];
  if (!month || !year) return date;
  return [year, month, ...(day ? [day] : [])].map((part) => part.padStart(2, '0')).join('-');
}

/** In either language, in any letters, with accents or without. */
export const sexOf = (cell: string | undefined): string | undefined => cell && (SEX_CELLS[foldText(cell)] ?? cell);

/** Telephone numbers of a cell, as people part them: none of these signs stands within one. */
export const phonesOf = (cell: string | undefined): string[] =>
  parts(cell?.replace(/[;,/\n]|(?<=\d{7})\s+[-–]\s+(?=\+?\d{7})/g, '|'));

/** 18329: the days since 1900, by which spreadsheets know a date. */
const DAYS_COUNTED = /^\d{5}(?:[.,]\d+)?$/;
/** 07/03/50 */
const SHORT_YEAR = /^\d{1,2}[/.-]\d{1,2}[/.-]\d{2}$/;
/** 7.9E+10: what is left of a long number that was taken for a quantity. */
const SCIENTIFIC = /^\d(?:[.,]\d+)?E\+\d+$/i;
/** Numbers that may begin with 0, and how many digits they have then. */
const DIGITS: Readonly<Record<string, number>> = { cccd: 12, cmnd: 9, bhyt: 10, phones: 10 };
const TYPED = ['record_number', 'passport', ...Object.keys(DIGITS)];

/** What a spreadsheet made of numbers and dates that it should have left alone; for whoever must find out why a line is refused. */
export function madeByASpreadsheet(cells: Readonly<Partial<Record<string, string>>>, dates?: DateForm): Localised[] {
  const valuesOf = (name: string) => (name === 'phones' ? phonesOf : parts)(cells[name]);
  const numbers = TYPED.flatMap((name) => valuesOf(name).map((value) => ({ name, value })));
  const date = cells.birth_date;
  const born = { name: 'birth_date', value: date };
  return [
    ...numbers.filter(({ value }) => SCIENTIFIC.test(value)).map((one) => told('asNumber', one)),
    ...numbers
      .filter(({ name, value }) => /^[1-9]\d*$/.test(value) && [1, 2].includes((DIGITS[name] ?? 0) - value.length))
      .map((one) => told('lostZero', one)),
    ...(date && dates !== 'dd/mm/yyyy' && DAY_FIRST.test(date.replace(MIDNIGHT, '')) ? [told('dayFirst', born)] : []),
    ...(date && DAYS_COUNTED.test(date) ? [told('dateAsNumber', born)] : []),
    ...(date && SHORT_YEAR.test(date) ? [told('shortYear', born)] : []),
  ];
}
