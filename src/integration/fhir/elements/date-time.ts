import { hospitalMidnight } from '../../../kernel/hospital-time.js';

const DATE_TIME =
  /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T((?!24)\d{2}):\d{2}(?::\d{2}(?:\.\d+)?)(?:Z|[+-]\d{2}:\d{2}))?)?)?$/;

/**
 * Reads a FHIR `date`, `dateTime` or `instant`. A date, or a part of one, becomes the first instant it may mean in the
 * hospital's time zone; the words sent stay in the kept source. Source: FHIR R4 datatypes.
 * @returns undefined for any other form, a day the calendar lacks, 24:00 ("shall not be used"), and times without a zone
 */
export function parseDateTime(value: unknown): Date | undefined {
  const [whole, year, month = '01', day = '01', hour] =
    (typeof value === 'string' ? DATE_TIME.exec(value) : undefined) ?? [];
  if (whole === undefined || Number(year) < 1) return undefined;
  const date = `${year}-${month}-${day}`;
  if (!exists(date)) return undefined;
  if (hour === undefined) return hospitalMidnight(date);
  const instant = new Date(whole);
  return Number.isNaN(instant.getTime()) ? undefined : instant;
}

/** Date accepts 30 February and makes it March; that is no date. */
function exists(date: string): boolean {
  const midnight = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(date);
}

/** An instant as we write it: UTC, milliseconds. */
export function instantText(at: Date | string): string {
  return new Date(at).toISOString();
}

/** A moment of which only the day, month or year may be known, as we write it: dates as sent, instants in UTC. */
export function momentText(moment: string): string {
  return moment.includes('T') ? instantText(moment) : moment;
}
