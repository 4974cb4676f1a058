import type { Transition } from '../../kernel/lifecycle.js';

/**
 * The life of a report. Source: FHIR R4 diagnostic-report-status and observation-status. What a laboratory has issued
 * as final stays readable; it is added to or corrected, never taken back to a provisional one.
 */

export const REPORT_STATES = [
  'registered',
  'partial',
  'preliminary',
  'final',
  'amended',
  'corrected',
  'appended',
  'cancelled',
  'entered-in-error',
  'unknown',
] as const;
export type ReportState = (typeof REPORT_STATES)[number];

/** Statuses a value may carry by itself. */
export const VALUE_STATES = [
  'registered',
  'preliminary',
  'final',
  'amended',
  'corrected',
  'cancelled',
  'entered-in-error',
  'unknown',
] as const;
export type ValueState = (typeof VALUE_STATES)[number];

/** What a message would change in the report that stands. */
export type ReportChange = 'nothing' | 'additions' | 'corrections';

export type ReportRefusal = 'report-is-final' | 'report-needs-correction' | 'report-withdrawn';

export type ReportTransition = Transition<ReportState, ReportRefusal>;

const ISSUED: readonly string[] = ['final', 'amended', 'corrected', 'appended'];
const WITHDRAWN: readonly string[] = ['cancelled', 'entered-in-error'];

/** Whether a report or value of this status answers the question: it is final, or was changed after that. */
export const isIssued = (status: string): boolean => ISSUED.includes(status);

/** Whether a report of this status no longer says anything. */
export const isWithdrawn = (status: string): boolean => WITHDRAWN.includes(status);

/**
 * The status of a report after a message with a status of its own. A final message that adds to a final report makes
 * it `appended`, as a partial one does (HL7 table 0123, A: some, but not all, results), so that two laboratories answering one order lose nothing; one that contradicts it must say that it
 * corrects (`corrected`, `amended`), so that a message sent again late cannot undo a correction.
 * @param takesUp whether a person has said that what was withdrawn is told again: that corrects it
 */
export function nextReportState(
  current: ReportState,
  sent: ReportState,
  change: ReportChange,
  takesUp = false,
): ReportTransition {
  if (isWithdrawn(current)) {
    if (takesUp && !isWithdrawn(sent)) return { ok: true, state: isIssued(sent) ? 'corrected' : sent };
    return current === sent ? { ok: true, state: current } : { ok: false, code: 'report-withdrawn' };
  }
  if (!isIssued(current) || sent === 'entered-in-error') return { ok: true, state: sent };
  // Some results of several: what is final of them stays, and what comes is added.
  if (sent === 'partial' && change !== 'corrections') return added(current, change);
  if (!isIssued(sent)) return { ok: false, code: 'report-is-final' };
  if (sent === 'amended' || sent === 'corrected') return { ok: true, state: sent };
  if (change === 'corrections') return { ok: false, code: 'report-needs-correction' };
  return added(current, change);
}

const added = (current: ReportState, change: ReportChange): ReportTransition => ({
  ok: true,
  state: change === 'additions' ? 'appended' : current,
});

/** The status of a value whose sender gave it none, from its report's; `changes` when it replaces an issued value. */
export function valueStateOf(report: ReportState, changes: boolean): ValueState {
  switch (report) {
    case 'partial':
    case 'preliminary':
      return 'preliminary';
    case 'appended':
      return 'final';
    case 'amended':
    case 'corrected':
      return changes ? report : 'final';
    case 'registered':
    case 'final':
    case 'cancelled':
    case 'entered-in-error':
    case 'unknown':
      return report;
  }
}
