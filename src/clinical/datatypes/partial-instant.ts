/** Moments of which only the year, month or day may be known, as FHIR writes them (datatype dateTime). */
import { formatPartialDate, parsePartialDate } from './partial-date.js';
import { hospitalDate } from '../../kernel/hospital-time.js';
import { CLOCK_SKEW_MS, parseInstant } from '../../platform/routes/instant.validator.js';

export type InstantPrecision = 'year' | 'month' | 'day' | 'instant';

/** The moments it may stand for, `at` the first and `last` the last; dates are the hospital's. */
export interface PartialInstant {
  readonly at: Date;
  readonly last: Date;
  readonly precision: InstantPrecision;
}

/**
 * Reads `2015`, `2015-03`, `2015-03-07` or an RFC 3339 instant; undefined when it is none, when the calendar lacks the
 * day, before 1850, or wholly after `now` (left out, the future is not checked).
 */
export function parsePartialInstant(text: string, now?: Date): PartialInstant | undefined {
  const at = parseInstant(text);
  if (!at) {
    const date = parsePartialDate(text, now && hospitalDate(now));
    return date && { at: startOfDay(date.first), last: endOfDay(date.last), precision: date.precision };
  }
  if (!parsePartialDate(text.slice(0, 10))) return undefined;
  const isFuture = now !== undefined && at.getTime() > now.getTime() + CLOCK_SKEW_MS;
  return isFuture ? undefined : { at, last: at, precision: 'instant' };
}

/** As it was given: cut to its precision; instants in UTC. */
export function formatPartialInstant(at: Date, precision: string): string {
  return precision === 'instant'
    ? at.toISOString()
    : formatPartialDate(hospitalDate(at), precision as Exclude<InstantPrecision, 'instant'>);
}

/** Both columns of a partial instant, or both empty. */
export function partialInstantText(at: Date | null, precision: string | null): string | null {
  return at && precision ? formatPartialInstant(at, precision) : null;
}

const startOfDay = (date: string) => new Date(`${date}T00:00:00.000+07:00`);
const endOfDay = (date: string) => new Date(`${date}T23:59:59.999+07:00`);
