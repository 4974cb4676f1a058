import { parseDateTime } from '../elements/date-time.js';
import { invalidParameter, type At } from './parameter-refusals.js';

/** Nothing is written after it: FHIR years have four digits. */
const END_OF_TIME = new Date('9999-12-31T23:59:59.999Z');

const PREFIX = /^(eq|ne|ge|gt|le|lt|sa|eb|ap)?(\d{4}.*)$/;
const DAY_MS = 86_400_000;

/** From an instant on, before another, or both. */
export interface Span {
  readonly from?: Date;
  readonly before?: Date;
}

/** What a date's search value names: its prefix, and the whole of the day, month, year, minute or second. */
function namedBy(value: string, name: string): { prefix: string; first: Date; after: Date } {
  const [, prefix = 'eq', text = ''] = PREFIX.exec(value) ?? invalidParameter(name);
  const whole = wholeOf(text);
  const first = parseDateTime(whole) ?? invalidParameter(name);
  const ms = MINUTE.test(text) ? 60_000 : text.includes('.') ? 1 : 1000;
  return { prefix, first, after: text.includes('T') ? new Date(first.getTime() + ms) : endOf(text) };
}

const MINUTE = /T\d{2}:\d{2}(?:Z|[+ -]\d{2}:\d{2})?$/;

/** In a search seconds may be left out, and so may the zone: then it is ours. A plus that nobody encoded has become a blank. */
function wholeOf(text: string): string {
  const [, moment, seconds = ':00', zone = HERE] = TIME.exec(text) ?? [];
  return moment === undefined ? text : `${moment}${seconds}${zone.replace(' ', '+')}`;
}
const TIME = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2})(:\d{2}(?:\.\d+)?)?(Z|[+ -]\d{2}:\d{2})?$/;
const HERE = '+07:00';

/** How far the parts of a time named by a prefix reach to either side: a tenth of the time from now to there, at least a day (FHIR R4 search, "prefix"). */
const aboutOf = (first: Date): number => Math.max(DAY_MS, Math.abs(Date.now() - first.getTime()) / 10);

/**
 * What a date's search value means: `2026-11-23`, `ge2026-11`, `lt2026-11-23T10:00:00Z`. For moments `sa` is as `gt` and `eb` as `lt`;
 * `ap` is a tenth of the time from now to there, at least a day, to either side (FHIR R4 search, "prefix").
 * @throws Problem for any other form, and for `ne`, which is no one span
 */
export function spanOf(value: string, name: string): Span {
  const { prefix, first, after } = namedBy(value, name);
  const about = aboutOf(first);
  const spans: Readonly<Record<string, Span>> = {
    eq: { from: first, before: after },
    ge: { from: first },
    gt: { from: after },
    sa: { from: after },
    lt: { before: first },
    eb: { before: first },
    le: { before: after },
    ap: { from: new Date(first.getTime() - about), before: new Date(after.getTime() + about) },
  };
  return spans[prefix] ?? invalidParameter(name);
}

/** SQL of one of these dates. */
export function searchDates(column: string, values: readonly string[], at: At, name: string): string {
  const each = values.map((value) => {
    if (value.startsWith('ne')) {
      const { first, after } = namedBy(value, name);
      return `(${column} < ${at(first)} OR ${column} >= ${at(after)})`;
    }
    const { from, before } = spanOf(value, name);
    const checks = [from && `${column} >= ${at(from)}`, before && `${column} < ${at(before)}`];
    return `(${checks.filter(Boolean).join(' AND ')})`;
  });
  return each.length === 1 ? each.join('') : `(${each.join(' OR ')})`;
}

/**
 * SQL of one of these dates, of what lasts from one column to another (FHIR R4 search, "prefix"): equal is what lies within the time that was named;
 * later what reaches beyond it, though it began before; about what touches it.
 */
export function searchSpans(
  [start, end]: readonly [start: string, end: string],
  values: readonly string[],
  at: At,
  name: string,
): string {
  const each = values.map((value) => {
    const { prefix, first, after } = namedBy(value, name);
    const about = aboutOf(first);
    const within = () => `(${start} >= ${at(first)} AND ${end} < ${at(after)})`;
    const conditions: Readonly<Record<string, () => string>> = {
      eq: within,
      ne: () => `NOT ${within()}`,
      gt: () => `${end} >= ${at(after)}`,
      ge: () => `(${end} >= ${at(first)} AND (${end} >= ${at(after)} OR ${start} >= ${at(first)}))`,
      lt: () => `${start} < ${at(first)}`,
      le: () => `(${start} < ${at(after)} AND (${start} < ${at(first)} OR ${end} < ${at(after)}))`,
      sa: () => `${start} >= ${at(after)}`,
      eb: () => `${end} < ${at(first)}`,
      ap: () =>
        `(${start} < ${at(new Date(after.getTime() + about))} AND ${end} >= ${at(new Date(first.getTime() - about))})`,
    };
    return conditions[prefix]!();
  });
  return each.length === 1 ? each.join('') : `(${each.join(' OR ')})`;
}

type Ymd = readonly [year: number, month: number, day: number];

/** The first instant after the year, month or day that was written. */
function endOf(text: string): Date {
  const [year, month, day] = text.split('-').map(Number) as [number, number?, number?];
  const next: Ymd = day ? [year, month!, day + 1] : month ? [year, month + 1, 1] : [year + 1, 1, 1];
  const midnight = new Date(0);
  midnight.setUTCFullYear(next[0], next[1] - 1, next[2]);
  return parseDateTime(midnight.toISOString().slice(0, 10)) ?? END_OF_TIME;
}
