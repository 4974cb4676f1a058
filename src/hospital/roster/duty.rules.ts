import { httpProblems, invalidField, Problem, type FieldError } from '../../kernel/problem.js';
import { hospitalDate, hospitalMidnight } from '../../kernel/hospital-time.js';
import { DUTY_FAULTS, rosterWords } from './roster.words.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** The longest duty, in hours: a whole day and night, as the database checks. */
export const LONGEST_HOURS = 24;
/** Days ahead that a roster may be planned. */
export const FURTHEST_DAYS = 400;
/** Days a list covers at most, and by default. */
const MOST_DAYS = 62;
const USUAL_DAYS = 7;
/** What the words of a fault may name. */
const BOUNDS = { hours: LONGEST_HOURS, days: FURTHEST_DAYS };

/** A time on duty, as a caller writes it. */
export interface Times {
  readonly startsAt: string;
  readonly endsAt: string;
}

export type DutyFault = 'in-order' | 'too-long' | 'past' | 'too-far';

/** Why times are none of a duty; undefined when they are. */
export function faultOf({ startsAt, endsAt }: Times, now: number): DutyFault | undefined {
  const [from, to] = [Date.parse(startsAt), Date.parse(endsAt)];
  if (!(to > from)) return 'in-order';
  if (to - from > LONGEST_HOURS * HOUR_MS) return 'too-long';
  if (to <= now) return 'past';
  return from > now + FURTHEST_DAYS * DAY_MS ? 'too-far' : undefined;
}

/** What is wrong with duties, each named by its place; a place may be empty, where its fields were refused already. */
export function errorsOfDuties(duties: readonly (Times | undefined)[]): FieldError[] {
  const now = Date.now();
  return duties.flatMap((times, index) => {
    const rule = times && faultOf(times, now);
    return rule ? [{ pointer: `/duties/${index}/endsAt`, rule, params: BOUNDS, message: DUTY_FAULTS[rule] }] : [];
  });
}

/** @throws Problem validation naming each duty that is none */
export function requireDuties(duties: readonly Times[]): void {
  const errors = errorsOfDuties(duties);
  if (errors.length > 0) throw new Problem(httpProblems.validation, { errors });
}

/**
 * The span of a list: from the first instant of today on the ward's clock, for a week, by default.
 * @throws Problem validation when it is out of order or longer than 62 days
 */
export function spanOf({ from, to }: { from?: string; to?: string }): { from: Date; to: Date } {
  const begin = from ? new Date(from) : hospitalMidnight(hospitalDate());
  const end = to ? new Date(to) : new Date(begin.getTime() + USUAL_DAYS * DAY_MS);
  const days = (end.getTime() - begin.getTime()) / DAY_MS;
  if (!(days >= 0) || days > MOST_DAYS) throw badSpan();
  return { from: begin, to: end };
}

const badSpan = (): Problem => invalidField('to', 'span', rosterWords.span, { days: MOST_DAYS });
