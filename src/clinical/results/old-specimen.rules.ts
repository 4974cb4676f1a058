import { isWithdrawn, type ReportState } from './report-state.rules.js';

/** The longest that anything is looked at again on a new order: a kept specimen, a film from elsewhere. Ours; no standard says one. */
const LONGEST_MS = 366 * 86_400_000;

interface Ordered {
  readonly signedAt: Date | string | null;
  readonly encounterStartedAt: Date | string;
}
interface Reported {
  readonly status: ReportState;
  readonly effectiveAt: Date;
  readonly observations: readonly { readonly effectiveAt?: Date }[];
}

/**
 * Whether a report is about a time so long before its order that it does not answer it: a year typed wrong, or an old report under a new number.
 * A specimen taken in the clinic, in the ambulance, or weeks ago may be reported on an order of today. One rule, whichever door it comes by.
 */
export function isOfOldSpecimen(
  { signedAt, encounterStartedAt }: Ordered,
  { status, effectiveAt, observations }: Reported,
): boolean {
  if (isWithdrawn(status)) return false;
  const earliest = new Date(signedAt ?? encounterStartedAt).getTime() - LONGEST_MS;
  const times = [effectiveAt, ...observations.flatMap((value) => value.effectiveAt ?? [])];
  return times.some((time) => time.getTime() < earliest);
}
