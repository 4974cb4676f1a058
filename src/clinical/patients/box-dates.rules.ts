import { parsePartialDate, type PartialDate } from '../datatypes/partial-date.js';

const DAY = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/;
const SHORT_DAY = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{2})$/;
const MONTH = /^(\d{1,2})[/.](\d{4})$/;
const YEAR_FIRST = /^\d{4}(?:-\d{2}){0,2}$/;

/**
 * A birth date as it is typed or read from a card: 12/03/1985 (day first), 12/3/85, 3/1985, 1985, 1985-03-12. Two digits are the newest
 * year that is not in the future. Undefined when it is none, or wholly after `today` (YYYY-MM-DD).
 */
export function typedDate(text: string, today: string): PartialDate | undefined {
  const [, day, month, year] = DAY.exec(text) ?? [];
  if (day && month && year) return parsePartialDate(`${year}-${two(month)}-${two(day)}`, today);
  const [, shortDay, shortMonth, ofCentury] = SHORT_DAY.exec(text) ?? [];
  if (shortDay && shortMonth && ofCentury) return newest(`${two(shortMonth)}-${two(shortDay)}`, ofCentury, today);
  const [, onlyMonth, ofYear] = MONTH.exec(text) ?? [];
  if (onlyMonth && ofYear) return parsePartialDate(`${ofYear}-${two(onlyMonth)}`, today);
  return YEAR_FIRST.test(text) ? parsePartialDate(text, today) : undefined;
}

/** @param day MM-DD @param year two digits */
function newest(day: string, year: string, today: string): PartialDate | undefined {
  const century = Number(today.slice(0, 2));
  return parsePartialDate(`${century}${year}-${day}`, today) ?? parsePartialDate(`${century - 1}${year}-${day}`, today);
}

/** Eight digits as a day, day first (12031985); undefined when they are none. */
export const digitsAsDate = (text: string, today: string): PartialDate | undefined =>
  /^\d{8}$/.test(text) ? typedDate(`${text.slice(0, 2)}/${text.slice(2, 4)}/${text.slice(4)}`, today) : undefined;

/** Two digits as a birth year, the newest that is not in the future; undefined when they are none. */
export function shortYear(text: string, today: string): PartialDate | undefined {
  if (!/^\d{2}$/.test(text)) return undefined;
  const century = Number(today.slice(0, 2));
  return parsePartialDate(`${century}${text}`, today) ?? parsePartialDate(`${century - 1}${text}`, today);
}

const two = (digits: string): string => digits.padStart(2, '0');
