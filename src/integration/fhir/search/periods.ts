import { hospitalTimeSql } from '../../../kernel/hospital-time.js';

/** Dates and times as R4 writes them, as SQL: the first and the last instant that a text may stand for, by the hospital's clock; null of anything else. */

/** @param within the first instant of a day, and how long what was written lasts */
const instantOf = (text: string, within: (day: string, length: string) => string): string => `CASE
    WHEN ${text} ~ '^\\d{4}$' THEN ${within(`(${text} || '-01-01')`, '1 year')}
    WHEN ${text} ~ '^\\d{4}-(0[1-9]|1[0-2])$' THEN ${within(`(${text} || '-01')`, '1 month')}
    WHEN NOT pg_input_is_valid(${text}, 'timestamptz') THEN NULL
    WHEN ${text} ~ '^\\d{4}-\\d{2}-\\d{2}$' THEN ${within(text, '1 day')} ELSE (${text})::timestamptz END`;

const firstOf = (text: string): string => instantOf(text, (day) => hospitalTimeSql(`${day}::date::timestamp`));
const lastOf = (text: string): string =>
  instantOf(
    text,
    (day, length) => `${hospitalTimeSql(`(${day}::date + INTERVAL '${length}')`)} - INTERVAL '1 millisecond'`,
  );

/** SQL of when a Period, SQL of JSON, ends: never where it says no end. */
export const periodEnd = (period: string): string => {
  const end = `(${period}->>'end')`;
  return `CASE WHEN ${end} IS NULL THEN 'infinity'::timestamptz ELSE ${lastOf(end)} END`;
};

/** Elements of R4 that tell when what a resource is about was, and those that tell from when until when. */
const MOMENTS = [
  'date',
  'performedDateTime',
  'occurrenceDateTime',
  'recorded',
  'authoredOn',
  'issued',
  'started',
  'created',
];
const PERIODS = ['performedPeriod', 'occurrencePeriod', 'period'];

/** SQL of since when, and until when, a resource, SQL of JSON, is about what it tells. */
export const spanOfResource = (resource: string): { readonly since: string; readonly until: string } => {
  const moment = `coalesce(${MOMENTS.map((name) => `${resource}->>'${name}'`).join(', ')})`;
  const period = `coalesce(${PERIODS.map((name) => `${resource}->'${name}'`).join(', ')})`;
  return {
    since: `coalesce(${firstOf(moment)}, ${firstOf(`(${period}->>'start')`)})`,
    until: `CASE WHEN ${moment} IS NOT NULL THEN ${lastOf(moment)} WHEN ${period} IS NOT NULL THEN ${periodEnd(period)} END`,
  };
};
