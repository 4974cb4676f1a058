import { movesOf, transitionsOf, type Lifecycle, type Move } from '../../kernel/lifecycle.js';
import type { Course, DoseTiming } from '../medications/dose-times.rules.js';

/**
 * What may become of a dose. Source: the statuses of FHIR R4 MedicationAdministration, of which `given` here is `completed` there, `held`
 * is `on-hold`, `refused` and `wasted` are `not-done`; `planned` is a dose of which nothing is recorded yet.
 */
export const DOSE_STATES = [
  'planned',
  'in-progress',
  'given',
  'held',
  'refused',
  'wasted',
  'entered-in-error',
] as const;
export type DoseState = (typeof DOSE_STATES)[number];

export const DOSE_ACTIONS = ['give', 'begin', 'finish', 'hold', 'refuse', 'waste', 'retract'] as const;
export type DoseAction = (typeof DOSE_ACTIONS)[number];

export type DoseRefusal = 'dose-given' | 'dose-running' | 'dose-not-running' | 'dose-not-recorded';

const OPEN = {
  give: 'given',
  begin: 'in-progress',
  finish: 'dose-not-running',
  hold: 'held',
  refuse: 'refused',
  waste: 'wasted',
} as const;

/**
 * Held, refused and wasted are no ends: who refuses at eight may take it at nine, and what fell to the floor is drawn up again. Given is one:
 * only a correction says otherwise. Waste of a dose that was given is its remainder.
 */
const LIFECYCLE: Lifecycle<DoseState, DoseAction, DoseRefusal> = {
  planned: { ...OPEN, retract: 'dose-not-recorded' },
  'entered-in-error': { ...OPEN, retract: 'dose-not-recorded' },
  held: { ...OPEN, retract: 'entered-in-error' },
  refused: { ...OPEN, retract: 'entered-in-error' },
  wasted: { ...OPEN, retract: 'entered-in-error' },
  'in-progress': {
    give: 'dose-running',
    begin: 'dose-running',
    finish: 'given',
    hold: 'dose-running',
    refuse: 'dose-running',
    waste: 'dose-running',
    retract: 'entered-in-error',
  },
  given: {
    give: 'dose-given',
    begin: 'dose-given',
    finish: 'dose-given',
    hold: 'dose-given',
    refuse: 'dose-given',
    waste: 'given',
    retract: 'entered-in-error',
  },
};

export const doseAfter = transitionsOf<DoseState, DoseAction, DoseRefusal>(LIFECYCLE);

/** Every move that these rules make: the database refuses the others. What is planned is no row. */
export const DOSE_MOVES: readonly Move<DoseState>[] = movesOf(
  DOSE_STATES.filter((state) => state !== 'planned'),
  DOSE_ACTIONS.map((action) => (state: DoseState) => doseAfter(state, action)),
);

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
