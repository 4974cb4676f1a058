import { intervals } from './limits/intervals.js';

/**
 * When the next set is due: after the time that the score allows, or the level of nursing care, whichever is shorter. The levels are those of
 * Circular 31/2021/TT-BYT (cấp I cannot do without continuous care, II needs help, III cares for themselves); it gives no times.
 */
export const CARE_LEVELS = ['I', 'II', 'III'] as const;
export type CareLevel = (typeof CARE_LEVELS)[number];

const MINUTE = 60_000;

export type DueBy = 'score' | 'care-level' | 'admission';

export interface Due {
  readonly at: Date;
  readonly by: DueBy;
}

/**
 * @param at when the last set was taken, or the encounter began when there is none
 * @param recheckMinutes what its score allows; null when it tells nothing
 * @returns null when neither score nor level says anything
 */
export function dueOf(
  at: Date,
  {
    recheckMinutes,
    careLevel,
    first = false,
  }: { recheckMinutes: number | null; careLevel: string | null; first?: boolean },
): Due | null {
  const settled = intervals();
  if (first) return { at: later(at, settled.first), by: 'admission' };
  const byScore = recheckMinutes === null ? Infinity : recheckMinutes === 0 ? settled.continuous : recheckMinutes;
  const byLevel = isCareLevel(careLevel) ? settled[`level${careLevel}`] : Infinity;
  const minutes = Math.min(byScore, byLevel);
  if (!Number.isFinite(minutes)) return null;
  return { at: later(at, minutes), by: byScore <= byLevel ? 'score' : 'care-level' };
}

const isCareLevel = (level: string | null): level is CareLevel =>
  (CARE_LEVELS as readonly (string | null)[]).includes(level);
const later = (at: Date, minutes: number) => new Date(at.getTime() + minutes * MINUTE);
