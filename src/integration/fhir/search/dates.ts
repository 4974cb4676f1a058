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

/** What a date's search value names: its prefix, and the whole of the day, month or year. */
function namedBy(value: string, name: string): { prefix: string; first: Date; after: Date } {
  const [, prefix = 'eq', text = ''] = PREFIX.exec(value) ?? invalidParameter(name);
  const first = parseDateTime(text) ?? invalidParameter(name);
  return { prefix, first, after: endOf(text, first) };
}

/**
 * What a date's search value means: `2026-11-23`, `ge2026-11`, `lt2026-11-23T10:00:00Z`. For moments `sa` is as `gt` and `eb` as `lt`;
 * `ap` is a tenth of the time from now to there, at least a day, to either side (FHIR R4 search, "prefix").
 * @throws Problem for any other form, and for `ne`, which is no one span
 */
export function spanOf(value: string, name: string): Span {
  const { prefix, first, after } = namedBy(value, name);
  const about = Math.max(DAY_MS, Math.abs(Date.now() - first.getTime()) / 10);
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

type Ymd = readonly [year: number, month: number, day: number];

/** The first instant after the year, month, day or second that was written. */
function endOf(text: string, first: Date): Date {
  const [year, month, day] = text.replace(/T.*$/s, '').split('-').map(Number) as [number, number?, number?];
  if (text.includes('T')) return new Date(first.getTime() + (text.includes('.') ? 1 : 1000));
  const next: Ymd = day ? [year, month!, day + 1] : month ? [year, month + 1, 1] : [year + 1, 1, 1];
  const midnight = new Date(0);
  midnight.setUTCFullYear(next[0], next[1] - 1, next[2]);
  return parseDateTime(midnight.toISOString().slice(0, 10)) ?? END_OF_TIME;
}
