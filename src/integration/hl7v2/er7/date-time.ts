/** When something was, as a message writes it, and how exactly that is known. */
export interface SentTime {
  /** RFC 3339, in UTC; of a day, month or year its first moment. */
  readonly at: string;
  readonly precision: 'year' | 'month' | 'day' | 'instant';
}

/** HL7 v2 data types TS and DTM: YYYY[MM[DD[HH[MM[SS[.S[S[S[S]]]]]]]]][+/-ZZZZ]. */
const TIME = /^(\d{4})(?:(\d{2})(?:(\d{2})(?:(\d{2})(?:(\d{2})(?:(\d{2})(?:\.(\d{1,6}))?)?)?)?)?)?([+-]\d{4})?$/;

/** The same as ISO 8601 writes it, which middleware sends in its place: a year stands first, so that nothing else can be meant. */
const ISO =
  /^(\d{4})-(\d{2})(?:-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,6})\d*)?)?\s?(Z|[+-]\d{2}(?::?\d{2})?)?)?)?$/i;

/** A moment in the form of HL7, whichever of the two it was written in. */
function asHl7(text: string): string {
  const trimmed = text.trim();
  const [, year, month, day = '', hour = '', minute = '', second = '', fraction, zone = ''] = ISO.exec(trimmed) ?? [];
  if (year === undefined) return trimmed;
  const offset = /^z$/i.test(zone) ? '+0000' : zone.replace(':', '').replace(/^([+-]\d{2})$/, '$100');
  return [year, month, day, hour, minute, second, fraction && `.${fraction}`, offset].join('');
}

/** Minutes that the hospital's clock is before UTC, as its senders' clocks are unless they say otherwise. */
export const HOSPITAL_OFFSET = 7 * 60;

/** Reads a moment; undefined when it is none. Without a zone it is by the sender's clock. @param offset of that clock, in minutes */
export function timeOf(text: string, offset = HOSPITAL_OFFSET): SentTime | undefined {
  const [, year, month, day, hour, minute, second, fraction, zone] = TIME.exec(asHl7(text)) ?? [];
  if (year === undefined) return undefined;
  const [m, d, h, min, s] = [month ?? '01', day ?? '01', hour ?? '00', minute ?? '00', second ?? '00'];
  // 30 February would silently become 2 March; a zero in a place is how some senders leave it out.
  if (!isDay(year, m, d) || Number(h) > 23 || Number(min) > 59 || Number(s) > 59) return undefined;
  const clock = zone === undefined ? offset : offsetOf(zone);
  if (clock === undefined) return undefined;
  const millis = Math.floor(Number(`0.${fraction ?? '0'}`) * 1000);
  const at = Date.UTC(Number(year), Number(m) - 1, Number(d), Number(h), Number(min), Number(s), millis);
  // By the calendar of who wrote it: 0 to 99 would be of the last century.
  if (Number(year) < 1000) return undefined;
  const precision = month === undefined ? 'year' : day === undefined ? 'month' : hour === undefined ? 'day' : 'instant';
  return { at: new Date(at - clock * 60_000).toISOString(), precision };
}

/** A date as FHIR writes it (`1950`, `1950-03`, `1950-03-07`), whatever clock time stands behind it; undefined when it is none. */
export function dateOf(text: string): string | undefined {
  const [, year, month, day] = /^(\d{4})(?:(\d{2})(?:(\d{2})\d*(?:\.\d+)?(?:[+-]\d{4})?)?)?$/.exec(asHl7(text)) ?? [];
  if (year === undefined || !isDay(year, month ?? '01', day ?? '01')) return undefined;
  return [year, month, day].filter((part) => part !== undefined).join('-');
}

function isDay(year: string, month: string, day: string): boolean {
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  return date.getUTCMonth() + 1 === Number(month) && date.getUTCDate() === Number(day);
}

function offsetOf(zone: string): number | undefined {
  const [hours, minutes] = [Number(zone.slice(1, 3)), Number(zone.slice(3, 5))];
  if (hours > 14 || minutes > 59) return undefined;
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
}
