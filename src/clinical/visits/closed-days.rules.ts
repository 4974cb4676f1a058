import { fill, type Language } from '../../kernel/language.js';
import { lunarDay } from './lunar-calendar.rules.js';
import { CLOSED_DAY_WORDS, type ClosedDay } from './visits.words.js';

/** Public holidays on the same day of each year (Labour Code 45/2019/QH14, article 112); the second of September with the day beside it. */
const EVERY_YEAR: Readonly<Record<string, ClosedDay>> = {
  '01-01': 'new-year',
  '04-30': 'victory',
  '05-01': 'labour',
  '09-01': 'national',
  '09-02': 'national',
};
/** From the eve of the lunar new year on, so many days are off. */
const [EVE, TET_DAYS] = [1, 5];
const DAY_MS = 86_400_000;

/**
 * Why a clinic is mostly closed on a day (YYYY-MM-DD); undefined on a day of work. Days off that are given or exchanged for a year alone are
 * not known.
 */
export function closedOn(day: string): ClosedDay | undefined {
  const at = Date.parse(`${day}T00:00:00Z`);
  const year = Number(day.slice(0, 4));
  const ofTet = (at - Date.parse(`${lunarDay(year, 1, 1)}T00:00:00Z`)) / DAY_MS + EVE;
  if (ofTet >= 0 && ofTet < TET_DAYS) return 'tet';
  if (day === lunarDay(year, 3, 10)) return 'ancestors';
  return EVERY_YEAR[day.slice(5)] ?? (new Date(at).getUTCDay() === 0 ? 'sunday' : undefined);
}

/** What is said of a day to come again on which a clinic is mostly closed; null of others. */
export function closedDayText(day: string, language: Language): string | null {
  const closed = closedOn(day);
  if (!closed) return null;
  const shown = language === 'vi' ? day.split('-').reverse().join('/') : day;
  return fill(CLOSED_DAY_WORDS.asked[language], { day: shown, what: CLOSED_DAY_WORDS.what[closed][language] });
}
