import type { Localised } from '../../kernel/language.js';
import type { DateForm } from './kind.js';
import { SEX_CELLS, told } from './load.words.js';
import { parts } from './rows.js';

/** Day first, as people in Vietnam write it: 7/3/1950, 07-03-1950, 03/1950. Years of two digits are of two centuries, and none is taken. */
const DAY_FIRST = /^(?:(\d{1,2})[/.-])?(\d{1,2})[/.-](\d{4})$/;

/** A date as the service takes it; what is no date of the form stays as it is, for the rules to refuse. */
export function asIso(cell: string | undefined, form: DateForm = 'yyyy-mm-dd'): string | undefined {
  const [, day, month, year] = (form === 'dd/mm/yyyy' && DAY_FIRST.exec(cell ?? '')) || [];
  if (!month || !year) return cell;
  return [year, month, ...(day ? [day] : [])].map((part) => part.padStart(2, '0')).join('-');
}

/** In either language. */
export const sexOf = (cell: string | undefined): string | undefined =>
  cell && (SEX_CELLS[cell.toLocaleLowerCase('vi')] ?? cell);

/** 7.9E+10: what is left of a long number that was taken for a quantity. */
const SCIENTIFIC = /^\d(?:[.,]\d+)?E\+\d+$/i;
/** Numbers that may begin with 0, and how many digits they have then. */
const DIGITS: Readonly<Record<string, number>> = { cccd: 12, cmnd: 9, bhyt: 10, phones: 10 };
const TYPED = ['record_number', 'passport', ...Object.keys(DIGITS)];

/** What a spreadsheet made of numbers and dates that it should have left alone; for whoever must find out why a line is refused. */
export function madeByASpreadsheet(cells: Readonly<Partial<Record<string, string>>>, dates?: DateForm): Localised[] {
  const numbers = TYPED.flatMap((name) => parts(cells[name]).map((value) => ({ name, value })));
  const date = cells.birth_date;
  return [
    ...numbers.filter(({ value }) => SCIENTIFIC.test(value)).map((one) => told('asNumber', one)),
    ...numbers
      .filter(({ name, value }) => /^[1-9]\d*$/.test(value) && [1, 2].includes((DIGITS[name] ?? 0) - value.length))
      .map((one) => told('lostZero', one)),
    ...(date && dates !== 'dd/mm/yyyy' && DAY_FIRST.test(date)
      ? [told('dayFirst', { name: 'birth_date', value: date })]
      : []),
  ];
}
