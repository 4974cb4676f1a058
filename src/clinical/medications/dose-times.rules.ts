import { hospitalDate, hospitalMidnight } from '../../kernel/hospital-time.js';

/**
 * When doses of an order are planned. Times of day are those of the ward's clock (UTC+7, no daylight saving). Every planned moment is a whole
 * minute, so that a dose is named by its order and its minute.
 */

const MINUTE_MS = 60_000;
const DAY_MINUTES = 1_440;
const DAY_MS = DAY_MINUTES * MINUTE_MS;

/** Doses that a window shows of one order at most: every half hour for a week. */
export const MOST_PLANNED = 336;

/** How often a medicine is given. Spans are minutes. */
export type DoseTiming =
  /** At these minutes of every day. */
  | { readonly kind: 'times'; readonly minutes: readonly number[] }
  /** At the start and every so many minutes after it. */
  | { readonly kind: 'interval'; readonly everyMinutes: number }
  /** When the patient needs it: never sooner after the last than the gap, never more than the maximum in any 24 hours. */
  | { readonly kind: 'as-needed'; readonly minimumGapMinutes: number; readonly maximumPerDay: number }
  /** One dose, at the start. */
  | { readonly kind: 'once' }
  /** Runs from the start; begun once. */
  | { readonly kind: 'infusion' };

export interface Course {
  readonly timing: DoseTiming;
  readonly startsAt: Date;
  /** The first moment at which it is given no more: its planned end, or when it was stopped, whichever comes first. */
  readonly endsAt: Date | null;
  /** Begins with a loading dose at the start; maintenance follows, none sooner after it than half of what lies between two. */
  readonly loads?: boolean;
}

export interface Window {
  readonly from: Date;
  /** Not included. */
  readonly to: Date;
}

/**
 * The moments in a window at which doses are planned, the earliest first, at most {@link MOST_PLANNED}. None lies before the start or at or after
 * the end; what is given when needed is planned at no moment.
 */
export function plannedTimes({ timing, startsAt, endsAt, loads }: Course, { from, to }: Window): Date[] {
  const start = wholeMinute(startsAt.getTime());
  const first = Math.max(start, from.getTime());
  const end = Math.min(to.getTime(), endsAt?.getTime() ?? Infinity);
  const maintained = loads ? start + ((leastGap(timing) ?? 0) / 2) * MINUTE_MS : start;
  const times = timesOf(timing, start, first, end).filter((at) => at >= maintained && at !== start);
  const begins = loads || timesOf(timing, start, start, start + 1).includes(start) ? [start] : [];
  return [...begins, ...times]
    .filter((at) => at >= first && at < end)
    .slice(0, MOST_PLANNED)
    .map((at) => new Date(at));
}

/** Whether a dose is planned at exactly this moment. */
export const isPlanned = (course: Course, at: Date): boolean =>
  plannedTimes(course, { from: at, to: new Date(at.getTime() + 1) }).length === 1;

function timesOf(timing: DoseTiming, start: number, first: number, end: number): number[] {
  if (timing.kind === 'as-needed' || end <= first) return [];
  if (timing.kind === 'once' || timing.kind === 'infusion') return [start];
  if (timing.kind === 'interval') return everyTimes(timing.everyMinutes * MINUTE_MS, start, first, end);
  return timesOfDay(timing.minutes, first, end);
}

function everyTimes(span: number, start: number, first: number, end: number): number[] {
  const found: number[] = [];
  for (let at = start + Math.ceil((first - start) / span) * span; at < end && found.length < MOST_PLANNED; at += span) {
    found.push(at);
  }
  return found;
}

function timesOfDay(minutes: readonly number[], first: number, end: number): number[] {
  const times = inOrder(minutes);
  const found: number[] = [];
  let day = hospitalMidnight(hospitalDate(new Date(first))).getTime();
  for (; day < end && found.length < MOST_PLANNED + times.length; day += DAY_MS) {
    found.push(...times.map((minute) => day + minute * MINUTE_MS));
  }
  return found;
}

const inOrder = (minutes: readonly number[]): number[] => [...new Set(minutes)].sort((one, other) => one - other);

/** The least span between two planned doses, in minutes; null where no two are planned. */
export function leastGap(timing: DoseTiming): number | null {
  if (timing.kind === 'interval') return timing.everyMinutes;
  if (timing.kind !== 'times') return null;
  const times = inOrder(timing.minutes);
  const overnight = times[0]! + DAY_MINUTES;
  return Math.min(...times.map((minute, at) => (times[at + 1] ?? overnight) - minute));
}

/** Why one more dose may not be given yet, and when it may. */
export interface NotYet {
  readonly because: 'gap' | 'day-maximum';
  readonly earliestAt: Date;
}

/**
 * Whether one more dose may be given when needed at a moment, after those given at `given`. Doses charted for later than the moment count too,
 * so that it does not depend on the order in which doses are charted.
 */
export function whenNeeded(
  { minimumGapMinutes, maximumPerDay }: { minimumGapMinutes: number; maximumPerDay: number },
  given: readonly Date[],
  at: Date,
): NotYet | null {
  const times = given.map((one) => one.getTime()).sort((one, other) => one - other);
  const gap = minimumGapMinutes * MINUTE_MS;
  const tooNear = times.findLast((one) => Math.abs(one - at.getTime()) < gap);
  if (tooNear !== undefined) return { because: 'gap', earliestAt: new Date(tooNear + gap) };
  const full = fullDay([...times, at.getTime()], maximumPerDay, at.getTime());
  return full === undefined ? null : { because: 'day-maximum', earliestAt: new Date(full + DAY_MS) };
}

/** The first dose of a span of 24 hours around `at` that holds more than the maximum. */
function fullDay(unsorted: readonly number[], maximum: number, at: number): number | undefined {
  const times = [...unsorted].sort((one, other) => one - other);
  return times.find((first, index) => {
    const last = times[index + maximum];
    return last !== undefined && last - first < DAY_MS && first <= at && at <= last;
  });
}

/** Rounded up. @param at in ms since 1970 */
export const wholeMinute = (at: number): number => Math.ceil(at / MINUTE_MS) * MINUTE_MS;

/**
 * How far from its planned time a dose may be given without a reason, in minutes: half an hour when they are given more often than every four
 * hours, an hour when more often than daily, two hours otherwise; a single dose or a begun infusion an hour.
 * Source: Institute for Safe Medication Practices, Acute Care Guidelines for Timely Administration of Scheduled Medications (2011).
 */
export function toleratedMinutes(timing: DoseTiming): number {
  const gap = leastGap(timing);
  if (gap === null) return 60;
  if (gap < 240) return 30;
  return gap < DAY_MINUTES ? 60 : 120;
}

export type Punctuality = 'in-time' | 'early' | 'late';

/** Whether a dose was given in its time. */
export function punctuality(timing: DoseTiming, plannedAt: Date, givenAt: Date): Punctuality {
  const off = (givenAt.getTime() - plannedAt.getTime()) / MINUTE_MS;
  if (Math.abs(off) <= toleratedMinutes(timing)) return 'in-time';
  return off < 0 ? 'early' : 'late';
}
