import type { Observation } from '../../generated/prisma/client.js';
import type { ResultDetails } from '../datatypes/result-details.js';
import type { NewReport, NewResultObservation } from './new-report.js';
import { isIssued, valueStateOf, type ReportChange } from './report-state.rules.js';

/** A value of a message and the stored value it replaces, when it does. */
export interface ChangedValue {
  readonly sent: NewResultObservation;
  readonly replaces?: Observation;
}

/** What a message says that the report does not say yet. */
export interface ReportDifference {
  readonly values: readonly ChangedValue[];
  readonly change: ReportChange;
}

/**
 * Compares a message with the values a report shows now. A value replaces the one of the same code; where a code
 * occurs several times (a tolerance test, several organisms) that of the same time, in the order of the report.
 */
export function differenceOf(
  report: NewReport,
  current: readonly Observation[],
  conclusion: string | null,
): ReportDifference {
  const values: ChangedValue[] = [];
  const open = new Set(current);
  for (const sent of report.observations) {
    const replaces = counterpart(sent, report, [...open]);
    if (replaces) open.delete(replaces);
    if (!replaces || !saysTheSame(sent, report, replaces)) values.push({ sent, replaces });
  }
  const concludes = report.conclusion !== undefined && report.conclusion !== conclusion;
  const corrects = values.some(({ replaces }) => replaces && isIssued(replaces.status));
  if (corrects || (concludes && !saysAllOf(report.conclusion, conclusion))) return { values, change: 'corrections' };
  return { values, change: values.length > 0 || concludes ? 'additions' : 'nothing' };
}

/** Whether every line that was said before is said again. */
function saysAllOf(now: string, before: string | null): boolean {
  const lines = new Set(now.split('\n'));
  return before === null || before.split('\n').every((line) => lines.has(line));
}

/** A document that the report does not have yet is more than a repeat. */
export function attachesMore(details: ResultDetails | null, report: NewReport): boolean {
  const known = new Set((details?.attachments ?? []).map(sortedText));
  return (report.details?.attachments ?? []).some((one) => !known.has(sortedText(one)));
}
const sortedText = (one: object): string => JSON.stringify(Object.entries(one).sort());

function counterpart(
  sent: NewResultObservation,
  report: NewReport,
  open: readonly Observation[],
): Observation | undefined {
  const alike = open.filter((stored) => keyOf(sent.code) === keyOf(codeOf(stored)));
  const several = report.observations.filter(({ code }) => keyOf(code) === keyOf(sent.code)).length > 1;
  if (alike.length <= 1 && !several) return alike[0];
  // What its sender tells apart is not taken for another: the second organism of a culture for the first.
  const named = sent.subId === undefined ? [] : alike.filter(({ display }) => display.endsWith(`(${sent.subId})`));
  if (named.length === 1) return named[0];
  const sameTime = alike.filter(({ effectiveAt }) => effectiveAt.getTime() === timeOf(sent, report).getTime());
  // Of several at one time (organisms of one culture) the one that says the same, so that a repeat changes nothing.
  return sameTime.find((stored) => saysTheSame(sent, report, stored)) ?? sameTime[0];
}

/** When a value was true: its own time or its report's. */
export const timeOf = (sent: NewResultObservation, report: NewReport): Date => sent.effectiveAt ?? report.effectiveAt;

const codeOf = (stored: Observation) => ({
  system: stored.codeSystem ?? undefined,
  code: stored.code ?? undefined,
  display: stored.display,
});

const keyOf = ({ system, code, display }: NewResultObservation['code']): string =>
  code ? `${system ?? ''}|${code}` : display.toLowerCase();

function saysTheSame(sent: NewResultObservation, report: NewReport, stored: Observation): boolean {
  const pairs: readonly (readonly [unknown, unknown])[] = [
    [sent.value, numberOf(stored.valueNumber)],
    [sent.comparator, stored.valueComparator],
    [sent.unit, stored.valueUnit],
    [sent.text, stored.valueText],
    [sent.referenceLow, numberOf(stored.referenceLow)],
    [sent.referenceHigh, numberOf(stored.referenceHigh)],
    [sent.referenceText, stored.referenceText],
    // A note is part of what was said; a repeat that leaves it out does not take it back.
    [sent.details?.note ?? noteOf(stored), noteOf(stored)],
    [sent.details?.unitWritten, (stored.details as ResultDetails | null)?.unitWritten ?? null],
    // A flag the sender leaves to us follows from the rest.
    [sent.interpretation ?? stored.interpretation, stored.interpretation],
    [timeOf(sent, report).getTime(), stored.effectiveAt.getTime()],
  ];
  return pairs.every(([said, kept]) => (said ?? null) === kept) && sameStatus(sent, report, stored.status);
}

/** An issued value stays what it is when a later issue of the report repeats it. */
function sameStatus(sent: NewResultObservation, report: NewReport, stored: string): boolean {
  const status = sent.status ?? valueStateOf(report.status, false);
  // That others of its report are still to come says nothing of a value that was told before.
  if (sent.status === undefined && report.status === 'partial' && isIssued(stored)) return true;
  return status === stored || (isIssued(status) && isIssued(stored));
}

const noteOf = ({ details }: Observation): string | null => (details as ResultDetails | null)?.note ?? null;
const numberOf = (value: { toNumber(): number } | null): number | null => value?.toNumber() ?? null;
