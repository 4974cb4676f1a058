import { hospitalDate, hospitalMidnight } from '../../../kernel/hospital-time.js';
import { invalidField } from '../../../kernel/problem.js';
import type { StaffDayQuery } from './dto/staff-day.dto.js';
import { endOf } from './period.js';
import { auditWords } from '../audit.words.js';

const MOST_MS = 24 * 3_600_000;

/** A day of the hospital's calendar, or a shift. */
export interface Span {
  /** The day on which it begins. */
  readonly date: string;
  readonly from: Date;
  readonly to: Date;
}

/**
 * What a report of somebody's work tells of: a day, today unless told, or from one moment to another.
 * @throws Problem validation when both are asked for, one end is missing, or a shift is no longer than nothing or longer than a day
 */
export function spanAsked({ date, from, to }: Pick<StaffDayQuery, 'date' | 'from' | 'to'>): Span {
  if (from === undefined && to === undefined) {
    const day = date ?? hospitalDate();
    return { date: day, from: hospitalMidnight(day), to: endOf(day) };
  }
  const [start, end] = [new Date(from ?? NaN), new Date(to ?? NaN)];
  const length = end.getTime() - start.getTime();
  // Also when one of them is missing, and the length no number.
  if (date === undefined && length > 0 && length <= MOST_MS) return { date: hospitalDate(start), from: start, to: end };
  throw invalidField(from === undefined ? 'from' : 'to', 'within-a-day', auditWords.shift);
}
