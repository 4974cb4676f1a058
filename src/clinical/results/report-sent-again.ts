import type { NewReport } from './new-report.js';
import { differenceOf, type ReportDifference } from './report-changes.js';
import { isIssued, isWithdrawn } from './report-state.rules.js';
import type { HeldReport } from './report-store.js';

/**
 * What could not be examined is told of beside the reports withdrawn before, unless it is the same again: a specimen, or one test of a panel, which
 * says of that alone that it was not made.
 */
export const begunAnew = (held: HeldReport, report: NewReport): boolean => {
  if (report.reportId !== undefined || !isWithdrawn(held.status)) return false;
  if (report.status !== 'cancelled') return !isWithdrawn(report.status);
  return held.status !== 'cancelled' || differenceOf(report, held.values, held.conclusion).change !== 'nothing';
};

/** A correction may move the time of a report without touching a value. */
export const retimed = (held: HeldReport, report: NewReport): boolean =>
  (!isIssued(held.status) || report.status === 'corrected' || report.status === 'amended') &&
  held.effectiveAt.getTime() !== report.effectiveAt.getTime();

/** An issue that others overtook must not undo what they said; what it adds is still welcome. */
export const outdated = (held: HeldReport, report: NewReport, { values, change }: ReportDifference): boolean =>
  report.issuedAt !== undefined &&
  held.issuedAt !== null &&
  report.issuedAt < held.issuedAt &&
  (change === 'corrections' || values.some(({ replaces }) => replaces !== undefined));

/** The later of the moments; a message without one changes nothing. */
export const latest = (stored: Date | null, sent: Date | undefined): Date | null | undefined =>
  stored && sent && stored > sent ? stored : sent;
