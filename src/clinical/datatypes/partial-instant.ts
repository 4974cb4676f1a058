/** Moments of which only the year, month or day may be known, as FHIR writes them (datatype dateTime). */
import { hospitalDate, hospitalMidnight, hospitalTimeSql } from '../../kernel/hospital-time.js';
import { parsePartialDate, partialDateSql } from './partial-date.js';
import { instantSql } from '../../platform/database/rows.js';
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

/**
 * SQL of it as it was given, from the columns `<name>_at` and `<name>_precision`: cut to what is known, instants in UTC; NULL when
 * nothing is known.
 */
export const partialInstantSql = (name: string): string =>
  `CASE WHEN ${name}_precision = 'instant' THEN ${instantSql(`${name}_at`)}
    ELSE ${partialDateSql(`${hospitalTimeSql(`${name}_at`)}::date`, `${name}_precision`)} END`;

/** SQL of the last moment that it may stand for, from the same columns; by the hospital's calendar. */
export const lastOfPartialSql = (name: string): string => {
  const length = `CASE ${name}_precision WHEN 'year' THEN INTERVAL '1 year' WHEN 'month' THEN INTERVAL '1 month' ELSE INTERVAL '1 day' END`;
  const next = hospitalTimeSql(`(${hospitalTimeSql(`${name}_at`)} + ${length})`);
  return `CASE ${name}_precision WHEN 'instant' THEN ${name}_at ELSE ${next} - INTERVAL '1 millisecond' END`;
};

const DAY_MS = 86_400_000;
const startOfDay = hospitalMidnight;
const endOfDay = (date: string) => new Date(startOfDay(date).getTime() + DAY_MS - 1);
