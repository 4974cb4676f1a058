import { hospitalDate, hospitalMidnight } from '../../../kernel/hospital-time.js';
import { invalidField } from '../../../kernel/problem.js';
import { ownRule } from '../../routes/own-rule.js';
import { auditWords } from '../audit.words.js';

/** Longest period of a report: as long as medical records are kept for most patients, and little enough for one statement. */
const MOST_YEARS = 10;

/** Days of the hospital's calendar, both included. */
export interface Period {
  readonly from: string;
  readonly to: string;
}

/** A day of the calendar, YYYY-MM-DD, from 2000 on: no event is older. */
export function IsCalendarDay(): PropertyDecorator {
  return ownRule('calendar-day', auditWords.calendarDay, isCalendarDay, { format: 'date' });
}

/** Whether text is a day that exists, from 2000 on. */
export function isCalendarDay(text: string): boolean {
  if (!/^[2-9]\d{3}-\d{2}-\d{2}$/.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  // 30 February would silently become 2 March.
  return !Number.isNaN(day.getTime()) && day.toISOString().slice(0, 10) === text;
}

/**
 * The period asked for; by default the last 12 months. A `to` that has not come yet means today.
 * @throws Problem validation
 */
export function periodOf({ from, to }: Partial<Period>, today = hospitalDate()): Period {
  const last = to && to < today ? to : today;
  const first = from ?? yearsBefore(last, 1);
  if (first > last) {
    throw invalidField('to', 'after-from', auditWords.lastDayFirst);
  }
  if (first < yearsBefore(last, MOST_YEARS)) {
    throw invalidField('from', 'period-too-long', auditWords.periodTooLong, { years: MOST_YEARS });
  }
  return { from: first, to: last };
}

/** Midnight after a day of the hospital's calendar. */
export const endOf = (day: string): Date => new Date(hospitalMidnight(day).getTime() + 86_400_000);

function yearsBefore(day: string, years: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCFullYear(date.getUTCFullYear() - years);
  return date.toISOString().slice(0, 10);
}
