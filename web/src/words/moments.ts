import { narrow, writtenNumber } from '../../../src/clinical/datatypes/written-number.ts';
import { today as theMoment } from '../api/clock.ts';
import { currentLanguage, currentWords } from './language.ts';

/** A hospital has one clock on the wall: Vietnam's, wherever the browser thinks it is. */
const ZONE = 'Asia/Ho_Chi_Minh';
const MINUTE = 60_000;

const parts = (at: Date, options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat('en-GB', { timeZone: ZONE, ...options }).format(at);

/** 14:05, with the day before it when that is not today: 27/11 14:05. */
export function moment(iso: string, now = theMoment()): string {
  const at = new Date(iso);
  const time = parts(at, { hour: '2-digit', minute: '2-digit' });
  return day(iso) === day(now.toISOString()) ? time : `${shortDay(iso, now)} ${time}`;
}

/** 14:05, where the day stands beside it. */
export const clock = (iso: string): string => parts(new Date(iso), { hour: '2-digit', minute: '2-digit' });

/** 27/11/2026 14:05:09, nothing left out. */
export const fullMoment = (iso: string): string =>
  `${day(iso)} ${parts(new Date(iso), { hour: '2-digit', minute: '2-digit', second: '2-digit' })}`;

/** 27/11/2026 */
export const day = (iso: string): string => parts(new Date(iso), { day: '2-digit', month: '2-digit', year: 'numeric' });

/** 2026-11-27: the day on the ward's calendar. */
export const hospitalDay = (at: Date): string => new Intl.DateTimeFormat('sv-SE', { timeZone: ZONE }).format(at);

/** Vietnam has no daylight saving. */
const OFFSET = '+07:00';
const DAY = 24 * 60 * MINUTE;

const clockOf = (typed: string): string | undefined => {
  const found = /^([01]?\d|2[0-3])\s*(?:[:h.]\s*)?([0-5]\d)$/.exec(typed.trim());
  return found ? `${found[1]?.padStart(2, '0')}:${found[2]}` : undefined;
};

/** The next moment at which the ward's clock will show that; undefined when it cannot be read. */
function nextTimeOfDay(typed: string, now = theMoment()): string | undefined {
  const clock = clockOf(typed);
  if (clock === undefined) return undefined;
  const today = Date.parse(`${hospitalDay(now)}T${clock}:00${OFFSET}`);
  return new Date(today > now.getTime() ? today : today + DAY).toISOString();
}

/** 8:05, 08h05 or 0805 as the last moment at which the ward's clock showed that; undefined when it cannot be read. */
export function readTimeOfDay(typed: string, now = theMoment()): string | undefined {
  const clock = clockOf(typed);
  if (clock === undefined) return undefined;
  const today = Date.parse(`${hospitalDay(now)}T${clock}:00${OFFSET}`);
  return new Date(today > now.getTime() + MINUTE ? today - DAY : today).toISOString();
}

/** As sums of fluids have them (fluid.rules.ts): three shifts a day, the first from six in the morning. */
const SHIFT = 8 * 60 * MINUTE;
const FIRST_SHIFT = '06:00';

/** The shift of a moment, on the ward's clock. */
export function shiftOf(at: Date): { readonly from: Date; readonly to: Date } {
  const first = Date.parse(`${hospitalDay(at)}T${FIRST_SHIFT}:00${OFFSET}`);
  const from = first + Math.floor((at.getTime() - first) / SHIFT) * SHIFT;
  return { from: new Date(from), to: new Date(from + SHIFT) };
}

function shortDay(iso: string, now: Date): string {
  const full = day(iso);
  return full.endsWith(day(now.toISOString()).slice(5)) ? full.slice(0, 5) : full;
}

/** A date known in full or in part: 1980, 1980-03 or 1980-03-05 as 1980, 03/1980, 05/03/1980. */
export const partialDate = (date: string): string => date.split('-').reverse().join('/');

/** Cards, appointments and expiries lie this far ahead at most, in years. */
const AHEAD = 20;
const inYears = (years: number): string => `${Number(hospitalDay(theMoment()).slice(0, 4)) + years}-12-31`;

/**
 * 05/03/1980, 5-3-1980, 05031980, 5/3/80, 050380, 03/1980 or 1980 as the service takes it; undefined when it cannot be read.
 * @param latest the last day that it may be: it tells the century of a year in two digits
 */
export function readPartialDate(typed: string, latest = inYears(AHEAD)): string | undefined {
  const text = typed.trim();
  const found =
    /^(\d{2})(\d{2})(\d{4}|\d{2})$/.exec(text) ??
    /^(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{2})$/.exec(text) ??
    /^(?:(?:(\d{1,2})[/.\- ])?(\d{1,2})[/.\- ])?(\d{4})$/.exec(text);
  if (!found) return undefined;
  const [, d, m, y = ''] = found;
  if (m !== undefined && (Number(m) < 1 || Number(m) > 12)) return undefined;
  const dateIn = (year: string) =>
    [year, m, d]
      .filter((part) => part !== undefined)
      .map((part) => part.padStart(2, '0'))
      .join('-');
  if (y.length === 4) return dateIn(y);
  return dateIn(`20${y}`) <= latest ? dateIn(`20${y}`) : dateIn(`19${y}`);
}

/** When somebody was born, in full or in part: never after today, so that 1/2/50 is 1950. */
export const readBirthDate = (typed: string): string | undefined => readPartialDate(typed, hospitalDay(theMoment()));

/** Whether what was typed is a day, a month or a year that has not come: nobody was born then. */
export function isAhead(typed: string, today = hospitalDay(theMoment())): boolean {
  const date = readPartialDate(typed, today);
  return date !== undefined && date > today.slice(0, date.length);
}

/** A whole day as the service takes it, 2026-12-20; undefined for what is none, or is on no calendar. */
export function readDay(typed: string): string | undefined {
  const whole = readPartialDate(typed);
  if (whole?.length !== 10) return undefined;
  const at = new Date(`${whole}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(whole) ? whole : undefined;
}

/**
 * 20/12/2026 or 20/12/2026 23:59 as a moment of the ward's clock; undefined when it cannot be read.
 * @param alone the time of a day that stands alone: its end, unless something else is said
 */
export function readMoment(typed: string, alone = '23:59'): string | undefined {
  const [, date = '', time] = /^(\S+?)(?:\s+(\S+))?$/.exec(typed.trim()) ?? [];
  const whole = readDay(date);
  const clock = time === undefined ? alone : clockOf(time);
  const at = new Date(`${whole}T${clock}:00${OFFSET}`);
  return whole && clock && !Number.isNaN(at.getTime()) ? at.toISOString() : undefined;
}

/** 06:00 as the next time the clock shows that; 2/12 06:00 as the next day of that name; 2/12/2026 06:00. Undefined when it cannot be read. */
export function nextMoment(typed: string, now = theMoment()): string | undefined {
  const [, day, time] = /^(\d{1,2}\/\d{1,2})\s+(\S+)$/.exec(typed.trim()) ?? [];
  if (!day || !time) return nextTimeOfDay(typed, now) ?? (/\s/.test(typed.trim()) ? readMoment(typed) : undefined);
  const year = Number(hospitalDay(now).slice(0, 4));
  const read = [year, year + 1].flatMap((one) => readMoment(`${day}/${one} ${time}`) ?? []);
  return read.find((moment) => Date.parse(moment) > now.getTime());
}

/** How long, in the largest unit that says something: 3 giờ. */
export function duration(milliseconds: number): string {
  const words = currentWords().time;
  const minutes = Math.floor(Math.abs(milliseconds) / MINUTE);
  if (minutes < 1) return words.underMinute;
  if (minutes < 120) return words.minutes(minutes);
  if (minutes < 48 * 60) return words.hours(Math.floor(minutes / 60));
  return words.days(Math.floor(minutes / (24 * 60)));
}

/** A number as it is written in the reader's language: 38,4 in Vietnamese. */
export const figure = (value: number, digits?: number): string => {
  const text = digits === undefined ? String(value) : value.toFixed(digits);
  return currentLanguage() === 'vi' ? text.replace('.', ',') : text;
};

/** Words that came as they are kept, with their numbers as the reader's language writes them: 0,25 mg/mL in Vietnamese. */
export const figuresIn = (text: string): string =>
  currentLanguage() === 'vi' ? text.replace(/(?<![\d.,])(\d+)\.(\d+)(?![\d.,])/g, '$1,$2') : text;

/** Strengths of a medicine, parted so that the comma of a number parts none. */
export const strengthsText = (strengths: readonly string[]): string => strengths.map(figuresIn).join('; ');

/** A number that somebody typed, with a comma or a point before its decimals; NaN where it is none, and where thousands are parted so that it may be two. */
export function readAmount(typed: string): number {
  const read = writtenNumber(typed);
  return typeof read === 'number' ? read : Number.NaN;
}

/** Whether it may be two numbers: 1.000 is one to one reader and a thousand to another. */
export const isUnclear = (typed: string): boolean => writtenNumber(typed) === 'unclear';

/** The same of what is never a thousand, as a weight in kilograms: 3.250 is three and a quarter. */
export function readFigure(typed: string): number {
  const plain = narrow(typed).trim();
  return /^-?\d+([.,]\d+)?$/.test(plain) ? Number(plain.replace(',', '.')) : Number.NaN;
}
