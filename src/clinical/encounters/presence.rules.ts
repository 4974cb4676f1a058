/** Whether the patient can have been there. */
export interface Presence {
  readonly deceasedAt: Date | string | null;
  /** Dead, and nobody has said since when. */
  readonly deceasedUndated: boolean;
  /** Since when the patient is on leave from the ward; null when not. */
  readonly leaveSince: Date | string | null;
}

/** After a death nothing more is measured, ordered or given; during a leave somebody looks again whether it was this patient. */
export type Absence = 'after-death' | 'on-leave';

/** What somebody does to an order in force or to a stay. */
export type CareStep =
  | ('sign' | 'start' | 'complete' | 'hold' | 'resume' | 'discontinue' | 'cancel' | 'collect')
  | ('leave' | 'return' | 'transfer');

/** What tidies up behind a death: it takes back what was ordered and does nothing to anybody. */
const CLEARS: readonly CareStep[] = ['discontinue', 'cancel'];

/** Whether a step is for the living only, as a new order is: all but those that clear away what was ordered. */
export const isForTheLiving = (step: CareStep): boolean => !CLEARS.includes(step);

/** Clocks of devices differ a little, in milliseconds. */
export const SKEW_MS = 60_000;

const isFrom = (since: Date | string | null, at: Date, skew: number): boolean =>
  since !== null && at.getTime() > new Date(since).getTime() + skew;

/** Why the patient cannot have been there at a moment, as far as the record says; undefined when nothing speaks against it. */
export function absenceAt(
  { deceasedAt, deceasedUndated, leaveSince }: Presence,
  at: Date,
  now: Date,
): Absence | undefined {
  const isNow = at.getTime() >= now.getTime() - SKEW_MS;
  if (isFrom(deceasedAt, at, SKEW_MS) || (deceasedUndated && isNow)) return 'after-death';
  return isFrom(leaveSince, at, 0) ? 'on-leave' : undefined;
}

/** Columns of {@link Presence} of an encounter `e` of a patient `p`. */
export const PRESENCE_COLUMNS = `p.deceased_at AS "deceasedAt", p.deceased_undated AS "deceasedUndated", e.leave_since AS "leaveSince"`;

/** SQL of {@link absenceAt}, for statements that read and write at once: whether the patient may have been there. @param asked of a leave */
export const presentSql = (at: string, hasAsked: string): string =>
  `(p.deceased_at IS NULL OR ${at} <= p.deceased_at + interval '1 minute')
        AND NOT (p.deceased_undated AND ${at} >= now() - interval '1 minute')
        AND (e.leave_since IS NULL OR ${at} <= e.leave_since OR ${hasAsked})`;
