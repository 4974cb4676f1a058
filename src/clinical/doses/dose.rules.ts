import { movesOf, transitionsOf, type Lifecycle, type Move } from '../../kernel/lifecycle.js';
import type { Course, DoseTiming } from '../medications/dose-times.rules.js';

/**
 * What may become of a dose. Source: the statuses of FHIR R4 MedicationAdministration, of which `given` here is `completed` there, `held` and
 * `paused` are `on-hold`, `refused` and `wasted` are `not-done`; `planned` is a dose of which nothing is recorded yet.
 */
export const DOSE_STATES = [
  'planned',
  'in-progress',
  'paused',
  'stopped',
  'given',
  'held',
  'refused',
  'wasted',
  'entered-in-error',
] as const;
export type DoseState = (typeof DOSE_STATES)[number];

export const DOSE_ACTIONS = [
  ...(['give', 'begin', 'set-rate', 'pause', 'resume', 'change-bag', 'stop', 'finish'] as const),
  ...(['hold', 'refuse', 'waste', 'retract', 'take-back'] as const),
] as const;
export type DoseAction = (typeof DOSE_ACTIONS)[number];

export type DoseRefusal =
  'dose-given' | 'dose-running' | 'dose-paused' | 'dose-stopped' | 'dose-not-running' | 'dose-not-recorded';

/** What is done to an infusion, of a dose that is none. */
const NOT_RUNNING = {
  'set-rate': 'dose-not-running',
  pause: 'dose-not-running',
  resume: 'dose-not-running',
  'change-bag': 'dose-not-running',
  stop: 'dose-not-running',
  finish: 'dose-not-running',
  'take-back': 'dose-not-running',
} as const;
const OPEN = {
  ...NOT_RUNNING,
  give: 'given',
  begin: 'in-progress',
  hold: 'held',
  refuse: 'refused',
  waste: 'wasted',
} as const;
const refusing = <Refusal extends DoseRefusal>(code: Refusal) => ({
  ...{ give: code, begin: code, 'set-rate': code, pause: code, resume: code, 'change-bag': code, stop: code },
  ...{ finish: code, hold: code, refuse: code, waste: code },
});

/**
 * Held, refused and wasted are no ends: who refuses at eight may take it at nine, and what fell to the floor is drawn up again. Given is one, and so
 * is stopped: only a correction says otherwise, such as taking back the end of an infusion that never came. Waste of a dose that was given is its
 * remainder.
 */
const LIFECYCLE: Lifecycle<DoseState, DoseAction, DoseRefusal> = {
  planned: { ...OPEN, retract: 'dose-not-recorded' },
  'entered-in-error': { ...OPEN, retract: 'dose-not-recorded' },
  held: { ...OPEN, retract: 'entered-in-error' },
  refused: { ...OPEN, retract: 'entered-in-error' },
  wasted: { ...OPEN, retract: 'entered-in-error' },
  'in-progress': {
    ...refusing('dose-running'),
    'set-rate': 'in-progress',
    pause: 'paused',
    'change-bag': 'in-progress',
    stop: 'stopped',
    finish: 'given',
    retract: 'entered-in-error',
    'take-back': 'paused',
  },
  paused: {
    ...refusing('dose-paused'),
    resume: 'in-progress',
    'change-bag': 'paused',
    stop: 'stopped',
    finish: 'given',
    retract: 'entered-in-error',
    'take-back': 'in-progress',
  },
  stopped: { ...refusing('dose-stopped'), waste: 'stopped', retract: 'entered-in-error', 'take-back': 'in-progress' },
  given: { ...refusing('dose-given'), waste: 'given', retract: 'entered-in-error', 'take-back': 'in-progress' },
};

export const doseAfter = transitionsOf<DoseState, DoseAction, DoseRefusal>(LIFECYCLE);

/** An end that is taken back may leave an infusion paused, as it was before it. */
const TAKEN_BACK: readonly Move<DoseState>[] = [
  ['stopped', 'paused'],
  ['given', 'paused'],
];

/** Every move that these rules make: the database refuses the others. What is planned is no row. */
export const DOSE_MOVES: readonly Move<DoseState>[] = [
  ...movesOf(
    DOSE_STATES.filter((state) => state !== 'planned'),
    DOSE_ACTIONS.map((action) => (state: DoseState) => doseAfter(state, action)),
  ),
  ...TAKEN_BACK,
];

/** Whether it is an infusion that goes on. */
export const goesOn = (state: DoseState | undefined): boolean => state === 'in-progress' || state === 'paused';

/** What an order says of its timing, as it is stored. */
export interface OrderedTiming {
  readonly times?: readonly string[];
  readonly everyHours?: number;
  readonly once?: boolean;
  readonly asNeeded?: { readonly reason?: string; readonly minimumGapHours: number; readonly maximumPerDay: number };
  readonly startAt?: string;
  readonly durationDays?: number;
}

const DAY_MS = 86_400_000;
/** Units of a rate: what runs in, and is begun once. */
const RATE = /\/(?:h|min)$/;

/** @param unit of the dose: a rate makes an infusion of it */
export function timingOf({ times, everyHours, asNeeded }: OrderedTiming, unit: string): DoseTiming {
  if (asNeeded) {
    const minimumGapMinutes = Math.ceil(asNeeded.minimumGapHours * 60);
    return { kind: 'as-needed', minimumGapMinutes, maximumPerDay: asNeeded.maximumPerDay };
  }
  if (RATE.test(unit)) return { kind: 'infusion' };
  if (times) return { kind: 'times', minutes: times.map(minuteOf) };
  // Never sooner than ordered: what is no whole minute is rounded up.
  return everyHours === undefined ? { kind: 'once' } : { kind: 'interval', everyMinutes: Math.ceil(everyHours * 60) };
}

const minuteOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));

/** From when to when doses of an order are given: from its signing, or later when it says so, until its days are over or it ended. */
export function courseOf(
  ordered: OrderedTiming,
  unit: string,
  {
    signedAt,
    endedAt,
    loads = false,
  }: { readonly signedAt: Date; readonly endedAt: Date | null; readonly loads?: boolean },
): Course {
  const said = ordered.startAt ? Date.parse(ordered.startAt) : 0;
  const startsAt = new Date(Math.max(said, signedAt.getTime()));
  const lasts = ordered.durationDays === undefined ? Infinity : startsAt.getTime() + ordered.durationDays * DAY_MS;
  const end = Math.min(lasts, endedAt?.getTime() ?? Infinity);
  const endsAt = end === Infinity ? null : new Date(end);
  return { timing: timingOf(ordered, unit), startsAt, endsAt, ...(loads && { loads }) };
}

/** Ordinals of doses given when needed lie below; minutes since 1970 far above. */
const MOST_ORDINALS = 1_000_000;
const MINUTE_MS = 60_000;
/** Hexadecimal digits in which an id says which dose it is. */
const SLOT_DIGITS = 7;

/**
 * The id of a dose: that of its order, whose last seven digits give way to the minute for which it is planned, or to its ordinal when it is given
 * when needed. So a dose has its id before anything is recorded of it, everybody who looks has the same, and it can be recorded once.
 */
export const doseId = (orderId: string, slot: number): string =>
  orderId.slice(0, -SLOT_DIGITS) + slot.toString(16).padStart(SLOT_DIGITS, '0');

export const slotAt = (plannedAt: Date): number => plannedAt.getTime() / MINUTE_MS;

/** What the id of a dose says: when it is planned, or which one of those given when needed it is. */
export function slotOf(id: string): { readonly plannedAt: Date } | { readonly ordinal: number } {
  const slot = parseInt(id.slice(-SLOT_DIGITS), 16);
  return slot < MOST_ORDINALS ? { ordinal: slot } : { plannedAt: new Date(slot * MINUTE_MS) };
}

/** When a dose of this id is planned; null of what is given when needed. */
export function plannedSlotOf(id: string): Date | null {
  const slot = slotOf(id);
  return 'plannedAt' in slot ? slot.plannedAt : null;
}
