import { ownRule } from './own-rule.js';
import { routeWords } from './routes.words.js';

/** How far a device's clock may run ahead before its time counts as the future. */
export const CLOCK_SKEW_MS = 5 * 60_000;

const RFC_3339 =
  /^(\d{4}-\d{2}-\d{2})T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)$/;

/** Nobody alive was treated earlier; PostgreSQL, besides, knows no year 0. */
const EARLIEST = Date.parse('1900-01-01T00:00:00Z');

/**
 * The moment a text names; undefined when it is no RFC 3339 instant with a time zone, no day of the calendar, or before
 * 1900.
 */
export function parseInstant(text: string): Date | undefined {
  const day = RFC_3339.exec(text)?.[1];
  // 30 February would silently become 2 March.
  if (!day || Number.isNaN(Date.parse(day)) || new Date(day).toISOString().slice(0, 10) !== day) return undefined;
  const moment = new Date(text);
  return moment.getTime() < EARLIEST ? undefined : moment;
}

/** An RFC 3339 instant with its time zone, at most five minutes in the future: when something happened. */
export function IsPastInstant(): PropertyDecorator {
  const words = routeWords.pastInstant;
  return ownRule('past-instant', words, isPast, { format: 'date-time' });
}

/** An RFC 3339 instant with its time zone, past or to come. */
export function IsInstant(): PropertyDecorator {
  const words = routeWords.instant;
  return ownRule('instant', words, (text) => parseInstant(text) !== undefined, { format: 'date-time' });
}

function isPast(text: string): boolean {
  const moment = parseInstant(text);
  return moment !== undefined && moment.getTime() <= Date.now() + CLOCK_SKEW_MS;
}
