import type { Language } from '../../kernel/language.js';
import { AGE_WORDS } from './datatypes.words.js';
import { hospitalDate } from '../../kernel/hospital-time.js';
import { ageInYears, type PartialDate } from './partial-date.js';

export const AGE_UNITS = ['year', 'month', 'day'] as const;

/** An age in the unit that it is told in; a range where the birth date is known in part. */
export interface Age {
  readonly unit: (typeof AGE_UNITS)[number];
  readonly min: number;
  readonly max: number;
}

/** Children under 72 months are told in months (administrative part of the legal record), under a month in days. */
const [MONTHS_UNTIL, DAYS_UNTIL] = [72, 1];
const DAY_MS = 86_400_000;

/** The age on a day (YYYY-MM-DD): in years, of small children in completed months, of the newborn in days. Never below 0. */
export function ageOn(birth: PartialDate, onDate: string): Age {
  const years = ageInYears(birth, onDate);
  if (birth.precision === 'year') return { unit: 'year', ...years };
  const months = { min: completedMonths(birth.last, onDate), max: completedMonths(birth.first, onDate) };
  if (months.min >= MONTHS_UNTIL) return { unit: 'year', ...years };
  if (birth.precision === 'month' || months.max >= DAYS_UNTIL) return { unit: 'month', ...months };
  const days = Math.max(0, Math.round((Date.parse(onDate) - Date.parse(birth.first)) / DAY_MS));
  return { unit: 'day', min: days, max: days };
}

/** The age as people say it: `36 tuổi`, `7 tháng tuổi`, `12 days`. */
export function ageText({ unit, min, max }: Age, language: Language): string {
  const [one, many] = AGE_WORDS[language][unit];
  return `${min === max ? min : `${min}–${max}`} ${max === 1 ? one : many}`;
}

function completedMonths(birthDay: string, onDate: string): number {
  const part = (text: string, from: number, to: number) => Number(text.slice(from, to));
  const months = (part(onDate, 0, 4) - part(birthDay, 0, 4)) * 12 + part(onDate, 5, 7) - part(birthDay, 5, 7);
  return Math.max(0, part(onDate, 8, 10) >= part(birthDay, 8, 10) ? months : months - 1);
}

/** The age in years at a moment, with the part of the year that has passed, as the range that a partial birth date leaves open. */
export function ageYears(birth: PartialDate, at: Date): { readonly min: number; readonly max: number } {
  return { min: yearsSince(birth.last, at), max: yearsSince(birth.first, at) };
}

function yearsSince(birthDay: string, at: Date): number {
  const { min: completed } = ageInYears({ first: birthDay, last: birthDay }, hospitalDate(at));
  const birthday = Date.parse(`${Number(birthDay.slice(0, 4)) + completed}${birthDay.slice(4)}`);
  const passed = (at.getTime() - birthday) / (366 * DAY_MS);
  return completed + Math.min(0.999, Math.max(0, passed || 0));
}
