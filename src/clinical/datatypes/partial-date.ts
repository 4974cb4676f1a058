/**
 * Dates of which only the year, or the year and month, may be known (birth dates, past illnesses), as FHIR writes them:
 * 1950, 1950-03, 1950-03-07. Calendar dates without a time zone, proleptic Gregorian. Source: FHIR R4 datatype `date`.
 */

export type DatePrecision = 'year' | 'month' | 'day';

/** The days a partial date may stand for, first and last included, as YYYY-MM-DD. */
export interface PartialDate {
  first: string;
  last: string;
  precision: DatePrecision;
}

/** Nobody alive was born before; an earlier year is a slip of the keys. */
const EARLIEST_YEAR = 1850;

const PARTIAL_DATE = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/;

/**
 * Reads a partial date; undefined when it is none: another form, a day the calendar lacks (2023-02-30), a year before
 * 1850, or wholly after `today` (YYYY-MM-DD, the hospital's date; left out, the future is not checked).
 */
export function parsePartialDate(text: string, today?: string): PartialDate | undefined {
  const [, year, month, day] = PARTIAL_DATE.exec(text) ?? [];
  if (year === undefined || Number(year) < EARLIEST_YEAR) return undefined;
  const date = rangeOf(year, month, day);
  const isFuture = date !== undefined && today !== undefined && date.first > today;
  return isFuture ? undefined : date;
}

/** How many characters of YYYY-MM-DD say what is known. */
const LENGTHS: Readonly<Record<DatePrecision, number>> = { year: 4, month: 7, day: 10 };

/** The partial date as it was given: `first` (YYYY-MM-DD) cut to the precision. */
export const formatPartialDate = (first: string, precision: DatePrecision): string =>
  first.slice(0, LENGTHS[precision]);

/** SQL of the same, from a date and its precision. */
export const partialDateSql = (date: string, precision: string): string =>
  `left((${date})::text, CASE ${precision} WHEN 'year' THEN ${LENGTHS.year} WHEN 'month' THEN ${LENGTHS.month} ELSE ${LENGTHS.day} END)`;

/** A birth date column and its precision as FHIR writes it. `date` is midnight UTC or `YYYY-MM-DD`. */
export function birthDateText(date: Date | string | null, precision: string | null): string | null {
  if (date === null) return null;
  const day = typeof date === 'string' ? date : date.toISOString().slice(0, 10);
  return formatPartialDate(day, precision as DatePrecision);
}

/** The age in years on a day of who was born so, as {@link ageInYears}; null when nobody knows the birth date. */
export function yearsOn(birthDate: string | null, onDate: string): Years | null {
  const birth = birthDate === null ? undefined : parsePartialDate(birthDate);
  return birth ? ageInYears(birth, onDate) : null;
}

const DAY_MS = 86_400_000;

/** The same in completed days. */
export function daysOn(birthDate: string | null, onDate: string): Years | null {
  const birth = birthDate === null ? undefined : parsePartialDate(birthDate);
  const since = (day: string) => Math.max(0, Math.round((Date.parse(onDate) - Date.parse(day)) / DAY_MS));
  return birth ? { min: since(birth.last), max: since(birth.first) } : null;
}

/** Completed years, as the range that a partial birth date leaves open. */
export interface Years {
  readonly min: number;
  readonly max: number;
}

/**
 * The age in completed years on a day (YYYY-MM-DD), as the range a partial birth date leaves open; equal when the day
 * is known. Someone born on 29 February becomes a year older on 1 March of common years. Never below 0.
 */
export function ageInYears(birth: Pick<PartialDate, 'first' | 'last'>, onDate: string): Years {
  return { min: completedYears(birth.last, onDate), max: completedYears(birth.first, onDate) };
}

function rangeOf(year: string, month?: string, day?: string): PartialDate | undefined {
  if (month === undefined) return { first: `${year}-01-01`, last: `${year}-12-31`, precision: 'year' };
  if (Number(month) < 1 || Number(month) > 12) return undefined;
  const days = daysInMonth(Number(year), Number(month));
  if (day === undefined) return { first: `${year}-${month}-01`, last: `${year}-${month}-${days}`, precision: 'month' };
  if (Number(day) < 1 || Number(day) > days) return undefined;
  const date = `${year}-${month}-${day}`;
  return { first: date, last: date, precision: 'day' };
}

/** `month` 1–12; day 0 of the following month is the last of this one. */
function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function completedYears(birthDay: string, onDate: string): number {
  const years = Number(onDate.slice(0, 4)) - Number(birthDay.slice(0, 4));
  const hadBirthday = onDate.slice(5) >= birthDay.slice(5);
  return Math.max(0, hadBirthday ? years : years - 1);
}
