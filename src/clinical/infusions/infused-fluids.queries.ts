import { hospitalClock, hospitalDate, hospitalMidnight } from '../../kernel/hospital-time.js';
import { courseNow, infusedBetween, infusedBy, type CourseStep } from './infusion-course.rules.js';

/** An infusion as the balance of fluids reads it; moments are texts. */
export interface InfusedRow {
  readonly doseId: string;
  readonly display: string;
  readonly steps: readonly (Omit<CourseStep, 'at'> & { readonly at: string })[];
}

/** Infusions of one encounter that are told at most, the latest ones. */
const MOST_INFUSIONS = 500;

/** Whether an infusion `b` that was begun by a moment had come to no end before another. */
const endedNotBefore = (moment: string): string => `NOT EXISTS (SELECT FROM infusion_step e
      WHERE e.dose_id = b.dose_id AND e.status = 'final' AND e.kind IN ('stop', 'end') AND e.at < ${moment})`;

/**
 * Infusions of an encounter ($1) that ran from a moment ($2) to another ($3), each with its whole course: one may have run for weeks by then, and what
 * is said at its end is spread over all of it.
 */
export const INFUSED = {
  name: 'fluids.infused',
  text: `SELECT s.dose_id AS "doseId", (SELECT o.display FROM dose d JOIN service_order o ON o.id = d.order_id WHERE d.id = s.dose_id) AS display,
      jsonb_agg(jsonb_build_object('kind', s.kind, 'at', s.at, 'number', s.number, 'mlPerHour', s.ml_per_hour, 'volume', s.volume)) AS steps
    FROM infusion_step s WHERE s.status = 'final' AND s.dose_id IN (SELECT b.dose_id FROM infusion_step b
      WHERE b.encounter_id = $1 AND b.kind = 'begin' AND b.status = 'final' AND b.at <= $3 AND ${endedNotBefore('$2::timestamptz')}
      ORDER BY b.at DESC LIMIT ${MOST_INFUSIONS}) GROUP BY s.dose_id ORDER BY min(s.at) DESC`,
};

/** Steps that one paper is made of at most. */
export const MOST_PRINTED_STEPS = 10_000;

/** The same of several encounters ($1), whole, with whose each is and what was ordered; one step more than may be printed tells that there are too many. */
export const INFUSED_OF = {
  name: 'documents.infused',
  text: `SELECT s.encounter_id AS "encounterId", s.dose_id AS "doseId",
      (SELECT o.display FROM dose d JOIN service_order o ON o.id = d.order_id WHERE d.id = s.dose_id) AS display,
      (SELECT o.detail FROM dose d JOIN service_order o ON o.id = d.order_id WHERE d.id = s.dose_id) AS detail,
      jsonb_agg(jsonb_build_object('kind', s.kind, 'at', s.at, 'number', s.number, 'rateValue', s.rate_value, 'mlPerHour', s.ml_per_hour,
        'volume', s.volume)) AS steps
    FROM (SELECT * FROM infusion_step WHERE encounter_id = ANY ($1::uuid[]) AND status = 'final' ORDER BY at, id LIMIT ${MOST_PRINTED_STEPS + 1}) s
    GROUP BY s.encounter_id, s.dose_id ORDER BY min(s.at)`,
};

/** An infusion that ran at a moment ($2) of an encounter ($1), or within an hour of it: what it is called. */
export const RUNS_AT = `SELECT o.display FROM infusion_step b JOIN dose d ON d.id = b.dose_id JOIN service_order o ON o.id = d.order_id
  WHERE b.encounter_id = $1::uuid AND b.kind = 'begin' AND b.status = 'final' AND b.at <= $2::timestamptz
    AND ${endedNotBefore("$2::timestamptz - interval '1 hour'")} ORDER BY b.at DESC LIMIT 5`;

export interface Period {
  readonly from: Date;
  readonly to: Date;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Hours that are told one by one at most, the latest ones. */
const MOST_HOURS = 72;

const courseOf = ({ steps }: InfusedRow): CourseStep[] => steps.map((step) => ({ ...step, at: Date.parse(step.at) }));

/** What went in of an infusion in an hour of the ward's clock. */
export interface InfusedHour {
  readonly at: string;
  readonly volume: number;
}

export interface Infused {
  readonly doseId: string;
  readonly display: string;
  readonly begunAt: string;
  /** Null while it runs or is paused. */
  readonly endedAt: string | null;
  readonly volume: number;
  readonly hours: readonly InfusedHour[];
}

/** Whole mL that went in between two moments: told so that shifts add up to their day, and infusions to what went in of all. */
const wholeBetween = (steps: readonly CourseStep[], from: number, to: number): number =>
  Math.max(0, Math.round(infusedBy(steps, to) ?? 0) - Math.round(infusedBy(steps, from) ?? 0));

/** What went in of each infusion within a period, in mL, in all and by the hour. */
export const infusedIn = (rows: readonly InfusedRow[], { from, to }: Period): Infused[] =>
  rows.flatMap((row) => {
    const steps = courseOf(row);
    const begun = steps.find(({ kind }) => kind === 'begin');
    const volume = wholeBetween(steps, from.getTime(), to.getTime());
    if (!begun || volume === 0) return [];
    const { state, since } = courseNow(steps, to.getTime());
    const isOver = state === 'given' || state === 'stopped';
    return [
      {
        ...{ doseId: row.doseId, display: row.display, begunAt: new Date(begun.at).toISOString(), volume },
        endedAt: isOver ? new Date(since).toISOString() : null,
        hours: hoursOf(steps, { from, to: new Date(isOver ? Math.min(since, to.getTime()) : to) }),
      },
    ];
  });

function hoursOf(steps: readonly CourseStep[], { from, to }: Period): InfusedHour[] {
  const hours: InfusedHour[] = [];
  const first = Math.max(from.getTime(), Math.min(...steps.map(({ at }) => at)));
  let at = Math.floor(to.getTime() / HOUR_MS) * HOUR_MS;
  for (; at + HOUR_MS > first && hours.length < MOST_HOURS; at -= HOUR_MS) {
    const ran = infusedBetween(steps, Math.max(at, first), Math.min(at + HOUR_MS, to.getTime()));
    if (ran > 0) hours.push({ at: new Date(at).toISOString(), volume: Math.round(ran * 10) / 10 });
  }
  return hours;
}

/** A sum of a shift or a day; `starts` is when it began on the ward's clock, without a zone. */
export interface InfusedSum {
  readonly isShift: boolean;
  readonly starts: string;
  readonly volume: number;
}

/** The hours at which shifts begin, and how long they last; the first begins the day. */
export interface ShiftsOfDay {
  readonly hours: readonly number[];
  readonly last: number;
}

/** A shift or a day of the ward's clock, as far as it lies in a period. */
interface Slice extends Period {
  readonly isShift: boolean;
  readonly starts: Date;
}

function slicesOf(first: number, to: number, shifts: ShiftsOfDay): Slice[] {
  const slices: Slice[] = [];
  const slice = (isShift: boolean, starts: number, hours: number) => {
    const [from, until] = [Math.max(starts, first), Math.min(starts + hours * HOUR_MS, to)];
    if (until > from) slices.push({ isShift, starts: new Date(starts), from: new Date(from), to: new Date(until) });
  };
  // From the day before: its night goes on into the first.
  let day = hospitalMidnight(hospitalDate(new Date(first - DAY_MS))).getTime();
  for (; day < to; day += DAY_MS) {
    slice(false, day + shifts.hours[0]! * HOUR_MS, 24);
    for (const hour of shifts.hours) slice(true, day + hour * HOUR_MS, shifts.last);
  }
  return slices;
}

const beginOf = (courses: readonly (readonly CourseStep[])[], { from }: Period): number =>
  Math.max(from.getTime(), Math.min(...courses.flat().map(({ at }) => at)));

/** What went in of infusions within a period, by shift and by day. */
export function infusedSums(rows: readonly InfusedRow[], period: Period, shifts: ShiftsOfDay): InfusedSum[] {
  const courses = rows.map(courseOf);
  if (courses.length === 0) return [];
  return slicesOf(beginOf(courses, period), period.to.getTime(), shifts).flatMap(({ isShift, starts, from, to }) => {
    const volume = courses.reduce((sum, steps) => sum + wholeBetween(steps, from.getTime(), to.getTime()), 0);
    return volume > 0 ? [{ isShift, starts: localText(starts), volume }] : [];
  });
}

/** What went in of each infusion in each shift, for the paper: at the end of the shift, or of the infusion. */
export const infusedByShift = (rows: readonly InfusedRow[], period: Period, shifts: ShiftsOfDay) =>
  rows.flatMap((row) => {
    const steps = courseOf(row);
    const slices = slicesOf(beginOf([steps], period), period.to.getTime(), shifts).filter(({ isShift }) => isShift);
    return slices.flatMap(({ from, to }) => {
      const volume = wholeBetween(steps, from.getTime(), to.getTime());
      return volume > 0 ? [{ display: row.display, at: from, volume }] : [];
    });
  });

const localText = (moment: Date): string => `${hospitalDate(moment)}T${hospitalClock(moment)}`;
