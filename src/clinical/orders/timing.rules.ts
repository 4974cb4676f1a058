import type { FieldError } from '../../kernel/problem.js';
import { orderWords } from './orders.words.js';

/** When something ordered is to be done; times of day are those of the hospital. Source: the parts of FHIR R4 Timing and Dosage. */
export interface Timing {
  /** Fixed times of every day, such as 08:00. */
  readonly times?: readonly string[];
  /** Every so many hours from the start. */
  readonly everyHours?: number;
  /** One time only. */
  readonly once?: true;
  /** When needed, with why, the least gap in hours and the most times within 24 h. */
  readonly asNeeded?: { readonly reason?: string; readonly minimumGapHours: number; readonly maximumPerDay: number };
  /** From when; from its signing where absent. */
  readonly startAt?: string;
  /** For how many days; until it is discontinued where absent. */
  readonly durationDays?: number;
}

const error = (pointer: string, rule: string, message: (typeof orderWords)[keyof typeof orderWords]): FieldError => ({
  pointer,
  rule,
  message,
});

/** What contradicts itself in a timing of sound fields. @param at its pointer */
export function timingErrors(timing: Timing, at: string): FieldError[] {
  const { times, everyHours, once, asNeeded } = timing;
  const plans = [times, everyHours, once].filter((plan) => plan !== undefined).length;
  const errors: FieldError[] = [];
  if (plans > 1 || (plans === 0) === (asNeeded === undefined)) {
    errors.push(error(at, 'one-plan', orderWords.timingUnclear));
  }
  if (times && new Set(times).size < times.length) errors.push(error(`${at}/times`, 'unique', orderWords.timeTwice));
  if (asNeeded && asNeeded.maximumPerDay > Math.floor(24 / asNeeded.minimumGapHours) + 1) {
    errors.push(error(`${at}/asNeeded/maximumPerDay`, 'fits-gap', orderWords.gapAgainstMaximum));
  }
  return errors;
}

/** The most times within 24 hours that a timing leads to. */
export function timesPerDay({ times, everyHours, asNeeded }: Timing): number {
  if (times) return times.length;
  if (everyHours !== undefined) return Math.max(1, Math.ceil(24 / everyHours));
  return asNeeded?.maximumPerDay ?? 1;
}
