import type { EncounterClass } from './dto/encounter.dto.js';

/** 1 is the most urgent. */
export const TRIAGE_LEVELS = [1, 2, 3, 4, 5] as const;
export type TriageLevel = (typeof TRIAGE_LEVELS)[number];

/**
 * Within how many minutes of the arrival a doctor sees a patient, by level of triage. Source: Australasian Triage Scale, ACEM policy P06
 * (2013): immediately, 10, 30, 60 and 120 minutes.
 */
const SEEN_WITHIN: Readonly<Record<TriageLevel, number>> = { 1: 0, 2: 10, 3: 30, 4: 60, 5: 120 };

/** Who comes to be seen by a doctor and waits for it; others lie in a ward. */
export const WAITING_CLASSES = ['emergency', 'outpatient'] as const satisfies readonly EncounterClass[];

export const waitsToBeSeen = (ofClass: EncounterClass): boolean =>
  (WAITING_CLASSES as readonly EncounterClass[]).includes(ofClass);

const MINUTE = 60_000;

/** How long somebody waits, or waited. */
export interface Wait {
  /** Whole minutes from the arrival until a doctor saw the patient, or until now. */
  readonly waitedMinutes: number;
  /** Until when a doctor sees the patient; null without triage, which sets no time. */
  readonly dueAt: string | null;
  /** Whole minutes beyond that; 0 while there is time, or without triage. */
  readonly lateMinutes: number;
}

export function waitOf(startedAt: Date, level: TriageLevel | null, seenAt: Date | null, now: Date): Wait {
  const until = (seenAt ?? now).getTime();
  const dueAt = level === null ? null : new Date(startedAt.getTime() + SEEN_WITHIN[level] * MINUTE);
  return {
    waitedMinutes: minutes(until - startedAt.getTime()),
    dueAt: dueAt?.toISOString() ?? null,
    lateMinutes: dueAt ? minutes(until - dueAt.getTime()) : 0,
  };
}

const minutes = (ms: number): number => Math.max(0, Math.floor(ms / MINUTE));
