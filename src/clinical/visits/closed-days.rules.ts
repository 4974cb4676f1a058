import { fill, type Language } from '../../kernel/language.js';
import { CLOSED_DAY_WORDS, type ClosedDay } from './visits.words.js';

/** Public holidays on the same day of each year (Labour Code 45/2019/QH14, article 112); the second of September with the day beside it. */
const EVERY_YEAR: Readonly<Record<string, ClosedDay>> = {
  '01-01': 'new-year',
  '04-30': 'victory',
  '05-01': 'labour',
  '09-01': 'national',
  '09-02': 'national',
};
/** The first day of the lunar year, and the tenth of its third month, by the Vietnamese calendar. A year that is not here is not judged. */
const LUNAR: Readonly<Record<number, readonly [newYear: string, ancestors: string]>> = {
  2026: ['2026-02-17', '2026-04-26'],
  2027: ['2027-02-06', '2027-04-16'],
  2028: ['2028-01-26', '2028-04-04'],
};
/** From the eve of the lunar new year on, so many days are off. */
const [EVE, TET_DAYS] = [1, 5];
const DAY_MS = 86_400_000;

/** Why a clinic is mostly closed on a day (YYYY-MM-DD); undefined on a day of work. */
export function closedOn(day: string): ClosedDay | undefined {
  const at = Date.parse(`${day}T00:00:00Z`);
  const [newYear, ancestors] = LUNAR[Number(day.slice(0, 4))] ?? [];
  const ofTet = newYear === undefined ? -1 : (at - Date.parse(`${newYear}T00:00:00Z`)) / DAY_MS + EVE;
  if (ofTet >= 0 && ofTet < TET_DAYS) return 'tet';
  if (day === ancestors) return 'ancestors';
  return EVERY_YEAR[day.slice(5)] ?? (new Date(at).getUTCDay() === 0 ? 'sunday' : undefined);
}

/** What is said of a day to come again on which a clinic is mostly closed; null of others. */
export function closedDayText(day: string, language: Language): string | null {
  const closed = closedOn(day);
  if (!closed) return null;
  const shown = language === 'vi' ? day.split('-').reverse().join('/') : day;
  return fill(CLOSED_DAY_WORDS.asked[language], { day: shown, what: CLOSED_DAY_WORDS.what[closed][language] });
}
