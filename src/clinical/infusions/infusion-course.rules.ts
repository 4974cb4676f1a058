/**
 * The course of an infusion: what was done to it, step by step, and how much has gone in. Source: the statuses of FHIR R4
 * MedicationAdministration (in-progress, on-hold, stopped, completed), which a running infusion goes through.
 */
export const STEP_KINDS = ['begin', 'rate', 'pause', 'resume', 'bag', 'stop', 'end'] as const;
export type StepKind = (typeof STEP_KINDS)[number];

/** Steps that say how fast it runs from then on, and steps that say a volume. */
export const SETS_RATE: readonly StepKind[] = ['begin', 'rate', 'resume'];
export const SAYS_VOLUME: readonly StepKind[] = ['begin', 'bag', 'stop', 'end'];

/** Where a course stands: nothing happened yet, or the state of its dose. */
export const COURSE_STATES = ['none', 'in-progress', 'paused', 'stopped', 'given'] as const;
export type CourseState = (typeof COURSE_STATES)[number];

/** What each step makes of a course; what is not named cannot be done to it. The guard 49-infusion-steps.sql says the same to the database. */
export const COURSE_MOVES: Readonly<Record<CourseState, Readonly<Partial<Record<StepKind, CourseState>>>>> = {
  none: { begin: 'in-progress' },
  'in-progress': { rate: 'in-progress', bag: 'in-progress', pause: 'paused', stop: 'stopped', end: 'given' },
  paused: { bag: 'paused', resume: 'in-progress', stop: 'stopped', end: 'given' },
  stopped: {},
  given: {},
};

export interface CourseStep {
  readonly kind: StepKind;
  /** ms since 1970. */
  readonly at: number;
  /** Its place among steps of the same moment. */
  readonly number: number;
  /** What runs from now on; null where nobody can tell. Of a beginning, a rate and a resumption. */
  readonly mlPerHour: number | null;
  /** mL: of the bag, of a beginning and a bag; of an end all that went in. */
  readonly volume: number | null;
}

const HOUR_MS = 3_600_000;

export const stepsInOrder = <Step extends Pick<CourseStep, 'at' | 'number'>>(steps: readonly Step[]): Step[] =>
  [...steps].sort((one, other) => one.at - other.at || one.number - other.number);

/** Where the steps lead; undefined when one of them cannot follow the one before. */
export function courseState(steps: readonly CourseStep[]): CourseState | undefined {
  let state: CourseState | undefined = 'none';
  for (const { kind } of stepsInOrder(steps)) {
    state = COURSE_MOVES[state][kind];
    if (state === undefined) return undefined;
  }
  return state;
}

/** A while in which it ran, out of one bag. */
interface Span {
  readonly from: number;
  readonly to: number;
  readonly mlPerHour: number | null;
  readonly bag: number;
}

interface Walked {
  readonly spans: readonly Span[];
  readonly bags: readonly (number | null)[];
  readonly end: CourseStep | undefined;
}

/** @param until of a course that goes on */
function walk(steps: readonly CourseStep[], until: number): Walked {
  const spans: Span[] = [];
  const bags: (number | null)[] = [];
  let [runs, rate]: [boolean, number | null] = [false, null];
  let since = 0;
  let end: CourseStep | undefined;
  const upTo = (to: number) => {
    if (runs && to > since) spans.push({ from: since, to, mlPerHour: rate, bag: bags.length - 1 });
    since = to;
  };
  for (const step of stepsInOrder(steps)) {
    upTo(step.at);
    const { kind, mlPerHour, volume } = step;
    if (kind === 'begin' || kind === 'bag') bags.push(volume);
    if (SETS_RATE.includes(kind)) [runs, rate] = [true, mlPerHour];
    if (kind === 'pause') runs = false;
    if (kind === 'stop' || kind === 'end') [runs, end] = [false, step];
  }
  upTo(Math.max(since, until));
  return { spans, bags, end };
}

/** What ran out of each bag until a moment, none more than was in it; null where its rate is not known. */
function ranOut({ spans, bags }: Walked, until: number): (number | null)[] {
  const out: (number | null)[] = bags.map(() => 0);
  for (const { from, to, mlPerHour, bag } of spans) {
    const ms = Math.min(to, until) - from;
    if (ms <= 0) continue;
    const before = out[bag] ?? null;
    out[bag] = mlPerHour === null || before === null ? null : before + (mlPerHour * ms) / HOUR_MS;
  }
  return out.map((volume, at) => (volume === null ? null : Math.min(volume, bags[at] ?? Infinity)));
}

const sumOf = (volumes: readonly (number | null)[]): number | null =>
  volumes.includes(null) ? null : (volumes as number[]).reduce((sum, volume) => sum + volume, 0);

const ranFor = ({ spans }: Walked, until: number): number =>
  spans.reduce((ms, { from, to }) => ms + Math.max(0, Math.min(to, until) - from), 0);

/** How much has gone in until a moment, in mL; what was said at the end counts, spread as it ran. Null where nobody can tell. */
export function infusedBy(steps: readonly CourseStep[], until: number): number | null {
  const walked = walk(steps, until);
  const estimated = sumOf(ranOut(walked, until));
  const { end } = walked;
  if (!end || end.volume === null) return estimated;
  if (until >= end.at) return end.volume;
  const whole = sumOf(ranOut(walked, end.at));
  if (estimated !== null && whole !== null && whole > 0) return (end.volume * estimated) / whole;
  const ran = ranFor(walked, end.at);
  return ran === 0 ? 0 : (end.volume * ranFor(walked, until)) / ran;
}

/** How much went in between two moments, in mL; 0 where nobody can tell. */
export const infusedBetween = (steps: readonly CourseStep[], from: number, to: number): number =>
  Math.max(0, (infusedBy(steps, to) ?? 0) - (infusedBy(steps, from) ?? 0));

/** The bag that hangs. */
export interface HangingBag {
  /** mL; null where nobody said. */
  readonly volume: number | null;
  readonly infused: number | null;
  /** When it is empty as it runs now, ms since 1970: ahead, or past; null where nobody can tell, or it is paused. */
  readonly emptyAt: number | null;
}

/** How an infusion stands at a moment. */
export interface CourseNow {
  readonly state: CourseState;
  /** Since when it is so: begun, paused, resumed or over. */
  readonly since: number;
  /** Null when it does not run, or nobody can tell. */
  readonly mlPerHour: number | null;
  readonly infused: number | null;
  readonly bag: HangingBag | null;
}

export function courseNow(steps: readonly CourseStep[], now: number): CourseNow {
  const state = courseState(steps) ?? 'none';
  const ordered = stepsInOrder(steps);
  const said = ordered.filter(({ kind }) => kind !== 'rate' && kind !== 'bag');
  const last = ordered.findLast(({ kind }) => SETS_RATE.includes(kind));
  const mlPerHour = state === 'in-progress' ? (last?.mlPerHour ?? null) : null;
  return {
    state,
    since: said.at(-1)?.at ?? now,
    mlPerHour,
    infused: infusedBy(steps, now),
    bag: state === 'in-progress' || state === 'paused' ? bagOf(walk(steps, now), now, mlPerHour) : null,
  };
}

/** @param mlPerHour what runs now; null where nothing does */
function bagOf(walked: Walked, now: number, mlPerHour: number | null): HangingBag | null {
  const at = walked.bags.length - 1;
  const volume = walked.bags[at];
  if (volume === undefined) return null;
  const infused = ranOut(walked, now)[at] ?? null;
  const isTold = volume !== null && infused !== null && mlPerHour !== null && mlPerHour > 0;
  return { volume, infused, emptyAt: isTold ? emptyAt(walked, volume, { now, mlPerHour }) : null };
}

/** When the last bag is empty: where what ran out reached its volume, or ahead at the rate of now. */
function emptyAt(
  { spans, bags }: Walked,
  volume: number,
  { now, mlPerHour: rate }: { readonly now: number; readonly mlPerHour: number },
): number {
  let left = volume;
  for (const { from, to, mlPerHour } of spans.filter(({ bag }) => bag === bags.length - 1)) {
    const ran = ((mlPerHour ?? 0) * (to - from)) / HOUR_MS;
    if (ran >= left && mlPerHour) return from + (left / mlPerHour) * HOUR_MS;
    left -= ran;
  }
  return now + (left / rate) * HOUR_MS;
}
