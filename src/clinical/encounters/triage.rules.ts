import { elementAt } from '../../kernel/list.js';
import type { EncounterClass } from './dto/encounter.dto.js';

/** 1 is the most urgent. */
export const TRIAGE_LEVELS = [1, 2, 3, 4, 5] as const;
export type TriageLevel = (typeof TRIAGE_LEVELS)[number];

/** Who comes to be seen by a doctor and waits for it; others lie in a ward. */
export const WAITING_CLASSES = ['emergency', 'outpatient'] as const satisfies readonly EncounterClass[];

export const waitsToBeSeen = (ofClass: EncounterClass): boolean =>
  (WAITING_CLASSES as readonly EncounterClass[]).includes(ofClass);

const MINUTE = 60_000;

interface Waiting {
  readonly startedAt: Date;
  /** Null before triage. */
  readonly level: TriageLevel | null;
  readonly seenAt: Date | null;
}

/** How long somebody waits, or waited. */
export interface Wait {
  /** Whole minutes from the arrival until a doctor saw the patient, or until now. */
  readonly waitedMinutes: number;
  /** Until when a doctor sees the patient; null without triage, which sets no time. */
  readonly dueAt: string | null;
  /** Whole minutes beyond that; 0 while there is time, or without triage. */
  readonly lateMinutes: number;
}

/**
 * @param within in how many minutes of the arrival a doctor sees a patient, by level from 1 to 5 (`TRIAGE_MINUTES`). Source of its default:
 *   Australasian Triage Scale, ACEM policy P06 (2013): immediately, 10, 30, 60 and 120 minutes
 */
export function waitOf({ startedAt, level, seenAt }: Waiting, within: readonly number[], now: Date): Wait {
  const until = (seenAt ?? now).getTime();
  const dueAt = level === null ? null : new Date(startedAt.getTime() + elementAt(within, level - 1) * MINUTE);
  return {
    waitedMinutes: minutes(until - startedAt.getTime()),
    dueAt: dueAt?.toISOString() ?? null,
    lateMinutes: dueAt ? minutes(until - dueAt.getTime()) : 0,
  };
}

const minutes = (ms: number): number => Math.max(0, Math.floor(ms / MINUTE));
