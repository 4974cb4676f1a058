import type { Attempt } from './attempt.js';

/** A message that is refused is tried so often, in case the other side was only misconfigured; one that reaches nobody for about three days. */
const [MOST_REFUSALS, MOST_ATTEMPTS] = [5, 300];
/** Failures in a row after which a receiver is left alone. */
const FAILURES_BORNE = 3;
const [FIRST_MS, LONGEST_MS] = [5000, 15 * 60_000];

/** How long a receiver that failed so often in a row is left alone, in ms: 5 s, doubled each time, at most 15 minutes; not at all at first. */
export const backOffMs = (failures: number): number =>
  isOver(failures) ? Math.min(LONGEST_MS, FIRST_MS * 2 ** (failures - FAILURES_BORNE)) : 0;

/** Whether nothing more is tried for now. */
export const isOver = (failures: number): boolean => failures >= FAILURES_BORNE;

/** What becomes of a message after a try that failed, the how-manieth it was, and after how many ms it is tried again. */
export function afterFailure(
  attempt: Exclude<Attempt, { kind: 'sent' }>,
  attempts: number,
): { readonly state: 'waiting' | 'dead'; readonly afterMs: number } {
  const isDead = attempt.kind === 'refused' ? attempt.isFinal || attempts >= MOST_REFUSALS : attempts >= MOST_ATTEMPTS;
  return { state: isDead ? 'dead' : 'waiting', afterMs: Math.min(LONGEST_MS, 1000 * 2 ** Math.min(attempts - 1, 20)) };
}
