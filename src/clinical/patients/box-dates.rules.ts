import { parsePartialDate, type PartialDate } from '../datatypes/partial-date.js';
import {
  AGE,
  DAY_AND_YEAR,
  LABELLED_YEAR,
  MONTH_NAMES,
  NAMED_MONTH,
  NAMED_MONTH_ALONE,
  SPOKEN_DAY,
  SPOKEN_MONTH,
  SPOKEN_MONTH_ALONE,
  YEAR_FIRST_SAID,
} from './spoken-dates.words.js';

const DAY = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/;
const SHORT_DAY = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{2})$/;
const MONTH = /^(\d{1,2})[/.-](\d{4})$/;
const SHORT_MONTH = /^(\d{1,2})\/(\d{2})$/;
const YEAR_FIRST = /^\d{4}(?:-\d{2}){0,2}$/;
const BIRTHDAY = /^(\d{1,2})[/.-](\d{1,2})$/;
/** Any leap year: 29 February is a birthday. */
const LEAP_YEAR = '2000';

/**
 * A birth date as it is typed or read from a card: 12/03/1985 (day first), 12/3/85, 3/1985, 3/85, 1985, 1985-03-12. Two digits are the
 * newest year that is not in the future. Undefined when it is none, or wholly after `today` (YYYY-MM-DD).
 */
export function typedDate(text: string, today: string): PartialDate | undefined {
  const [, day, month, year] = DAY.exec(text) ?? [];
  if (day && month && year) return parsePartialDate(`${year}-${two(month)}-${two(day)}`, today);
  const [, shortDay, shortMonth, ofCentury] = SHORT_DAY.exec(text) ?? [];
  if (shortDay && shortMonth && ofCentury) return newest(`-${two(shortMonth)}-${two(shortDay)}`, ofCentury, today);
  const [, onlyMonth, ofYear] = MONTH.exec(text) ?? [];
  if (onlyMonth && ofYear) return parsePartialDate(`${ofYear}-${two(onlyMonth)}`, today);
  const [, monthAlone, twoDigits] = SHORT_MONTH.exec(text) ?? [];
  // 12/3 is a birthday; what no month is, such as the 85 of 3/85, is a year.
  if (monthAlone && twoDigits && !typedBirthday(text)) return newest(`-${two(monthAlone)}`, twoDigits, today);
  return YEAR_FIRST.test(text) ? parsePartialDate(text, today) : undefined;
}

/** A day and month without a year (12/3, 12-03, 12.3; day first) as MM-DD; undefined when it is none. */
export function typedBirthday(text: string): string | undefined {
  const [, day, month] = BIRTHDAY.exec(text) ?? [];
  const birthday = day && month ? `${two(month)}-${two(day)}` : undefined;
  return birthday && parsePartialDate(`${LEAP_YEAR}-${birthday}`) ? birthday : undefined;
}

/** @param rest of the date behind the year, `-MM-DD` or less @param year two digits */
function newest(rest: string, year: string, today: string): PartialDate | undefined {
  const century = Number(today.slice(0, 2));
  return parsePartialDate(`${century}${year}${rest}`, today) ?? parsePartialDate(`${century - 1}${year}${rest}`, today);
}

/** Eight digits as a day, day first (12031985); undefined when they are none. */
export const digitsAsDate = (text: string, today: string): PartialDate | undefined =>
  /^\d{8}$/.test(text) ? typedDate(`${text.slice(0, 2)}/${text.slice(2, 4)}/${text.slice(4)}`, today) : undefined;

/** Two digits as a birth year, the newest that is not in the future; undefined when they are none. */
export const shortYear = (text: string, today: string): PartialDate | undefined =>
  /^\d{2}$/.test(text) ? newest('', text, today) : undefined;

const two = (digits: string): string => digits.padStart(2, '0');

/** What was typed, with dates that are spoken in words written in digits. */
export const withDatesInDigits = (text: string, today: string): string =>
  text
    .replace(LABELLED_YEAR, (all, label: string, year: string) => {
      const born = shortYear(year, today);
      return born ? `${label} ${born.first.slice(0, 4)}` : all;
    })
    .replace(SPOKEN_DAY, (_, day: string, month: string, year?: string) => [day, month, year].filter(Boolean).join('/'))
    .replace(SPOKEN_MONTH, (_, month: string, year: string) => `${month}/${fourDigits(year, today)}`)
    .replace(NAMED_MONTH, (_, day: string | undefined, month: string, year: string) =>
      [day, monthNamed(month), year].filter(Boolean).join('/'),
    )
    .replace(DAY_AND_YEAR, '$1/$2')
    .replace(YEAR_FIRST_SAID, '');

const fourDigits = (year: string, today: string): string => shortYear(year, today)?.first.slice(0, 4) ?? year;
const monthNamed = (name: string): number => MONTH_NAMES.indexOf(name.toLowerCase()) + 1;

/** A month that was said without day and year (tháng 11, november), and what was typed without it. */
export function typedMonth(text: string, today: string): { rest: string; month: number } | undefined {
  const digits = withDatesInDigits(typedAge(text, today)?.rest ?? text, today);
  const found = SPOKEN_MONTH_ALONE.exec(digits) ?? NAMED_MONTH_ALONE.exec(digits);
  if (!found?.[1]) return undefined;
  const rest = `${digits.slice(0, found.index)} ${digits.slice(found.index + found[0].length)}`;
  return { rest, month: /\d/.test(found[1]) ? Number(found[1]) : monthNamed(found[1]) };
}

const OLDEST = 130;

/** An age: what was typed without it, and the days on which who is so old today was born. */
export function typedAge(text: string, today: string): { rest: string; born: PartialDate } | undefined {
  const found = AGE.exec(text);
  if (!found) return undefined;
  const age = Number(found[1] ?? found[3]);
  const unit = { t: 'month', n: 'day' }[(found[2] ?? '')[0]?.toLowerCase() ?? ''] ?? 'year';
  if (unit === 'year' && age > OLDEST) return undefined;
  const rest = `${text.slice(0, found.index)} ${text.slice(found.index + found[0].length)}`;
  const [first, last] =
    unit === 'day' ? [before(today, 0, 0, age), before(today, 0, 0, age)] : monthsOld(age, unit, today);
  return { rest, born: { first, last, precision: first === last ? 'day' : 'month' } };
}

/** Born so that the last birthday, or day of the month, of that count has come. */
const monthsOld = (age: number, unit: string, today: string): [string, string] =>
  unit === 'year'
    ? [before(before(today, age + 1, 0, 0), 0, 0, -1), before(today, age, 0, 0)]
    : [before(before(today, 0, age + 1, 0), 0, 0, -1), before(today, 0, age, 0)];

/** A day so long before another; what a shorter month lacks is its last day. */
function before(day: string, years: number, months: number, days: number): string {
  const [y = 0, m = 1, d = 1] = day.split('-').map(Number);
  const month = new Date(Date.UTC(y - years, m - 1 - months, 1));
  const length = new Date(Date.UTC(month.getUTCFullYear(), month.getUTCMonth() + 1, 0)).getUTCDate();
  const at = Date.UTC(month.getUTCFullYear(), month.getUTCMonth(), Math.min(d, length) - days);
  return new Date(at).toISOString().slice(0, 10);
}
