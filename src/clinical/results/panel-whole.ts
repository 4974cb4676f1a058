import type { Tx } from '../../platform/database/prisma.js';
import type { Coding } from '../datatypes/coding.js';
import type { OtherCode, ResultDetails } from '../datatypes/result-details.js';
import type { HeldOrder } from '../orders/orders.service.js';
import type { NewReport, NewResultObservation } from './new-report.js';
import { isSameAnalyte } from './analyte.rules.js';
import { LOINC } from './code-systems.js';
import { isOfPartsAlone, missingParts } from './panel-parts.rules.js';
import { isOfPanel } from './panels.rules.js';
import { isIssued, isWithdrawn, type ReportState, type ValueState } from './report-state.rules.js';
import type { HeldReport } from './report-store.js';

/** What a report says that it is of. */
const aboutOf = ({ about, code, details }: NewReport): Coding[] => [
  ...(about ?? [code, ...(details?.codings ?? []).map((one) => ({ ...one, display: '' }))]),
];

/** Codes of values that were not taken back. */
const codesOf = ({ observations }: NewReport): OtherCode[] =>
  observations
    .filter(({ status }) => status !== 'entered-in-error')
    .flatMap(({ code, details }) => [code, ...(details?.codings ?? [])]);

/** Whether a report is all of what was ordered: one of tests of a panel is, once it has a value of each that the panel cannot be without. */
export const isWholePanel = (order: HeldOrder, report: NewReport, stored: readonly OtherCode[] = []): boolean =>
  !isOfPartsAlone(order.code, aboutOf(report)) ||
  missingParts(order.code, [...codesOf(report), ...stored]).length === 0;

/** The same with values that are stored already. */
export async function isPanelWhole(tx: Tx, order: HeldOrder, report: NewReport): Promise<boolean> {
  const { observationIds: ids = [] } = report;
  if (ids.length === 0 || isWholePanel(order, report)) return isWholePanel(order, report);
  const where = { id: { in: [...ids] }, status: { not: 'entered-in-error' } };
  const rows = await tx.observation.findMany({ where, select: { codeSystem: true, code: true, details: true } });
  const stored = rows.flatMap(({ codeSystem, code, details }) => [
    ...(code ? [{ system: codeSystem ?? undefined, code }] : []),
    ...((details as ResultDetails | null)?.codings ?? []),
  ]);
  return isWholePanel(order, report, stored);
}

/**
 * What becomes of the cancelling or withdrawal of one test of a panel, whose tests come one by one: its own values are taken back, or said not to
 * have been made, and what was said of the others stands.
 */
export function ofItsTestAlone(
  report: NewReport,
  order: HeldOrder | undefined,
  held: HeldReport | undefined,
): NewReport {
  const about = aboutOf(report);
  if (!order || !isWithdrawn(report.status) || !isOfPartsAlone(order.code, about)) return report;
  const status = report.status as ValueState;
  const said = report.observations.map((one) => ({ ...one, status }));
  const asked = [...about, ...codesOf(report)].flatMap(({ code }) => code ?? []);
  const own = (held?.values ?? []).filter((value) => isOneOf(asked, value));
  // Nothing but this test is there: all of it is taken back, unless it says what could not be made.
  if (held ? own.length === held.values.length : said.length === 0 || status !== 'cancelled') return report;
  // Which of those that stand is meant nobody can tell, and none stays that may be wrong.
  if (said.length + own.length === 0 && status === 'entered-in-error' && held?.values.some(isUncoded)) return report;
  const observations = [said, own.map((one) => ({ ...sentAs(one), status })), notMade(report, order.code)].find(
    (one) => one.length > 0,
  );
  return { ...report, observations: observations ?? [], status: stateWith(held, own.length > 0) };
}

type StoredValue = HeldReport['values'][number];

/** Codes of a stored value, also those that its sender gave beside it. */
const codesOfStored = ({ code, details }: Pick<StoredValue, 'code' | 'details'>): string[] =>
  [code, ...((details as ResultDetails | null)?.codings ?? []).map((one) => one.code)].flatMap((one) => one ?? []);

const isOneOf = (asked: readonly string[], value: StoredValue): boolean =>
  codesOfStored(value).some((code) => asked.some((one) => one === code || isSameAnalyte(one, code)));

const isUncoded = ({ codeSystem }: StoredValue): boolean => codeSystem !== LOINC;

/** A test of a panel that was cancelled before it had a value: that it will not come is all there is to say of it. */
const notMade = (report: NewReport, panel: Coding): NewResultObservation[] =>
  report.status !== 'cancelled'
    ? []
    : aboutOf(report).flatMap((code) =>
        isOfPanel(code, panel) && code.display ? [{ code, status: 'cancelled' }] : [],
      );

function stateWith(held: HeldReport | undefined, changes: boolean): ReportState {
  if (!held) return 'final';
  if (!isIssued(held.status)) return held.status;
  return changes ? 'corrected' : 'final';
}

/** A stored value as it would be sent. */
const sentAs = (stored: HeldReport['values'][number]): NewResultObservation => ({
  code: {
    ...(stored.codeSystem !== null && { system: stored.codeSystem }),
    ...(stored.code !== null && { code: stored.code }),
    display: stored.display,
  },
  ...(stored.valueNumber !== null && { value: stored.valueNumber.toNumber() }),
  ...(stored.valueComparator !== null && { comparator: stored.valueComparator }),
  ...(stored.valueUnit !== null && { unit: stored.valueUnit }),
  ...(stored.valueText !== null && { text: stored.valueText }),
  effectiveAt: stored.effectiveAt,
});

/** Whether a message has taken back the last value that a report had. */
export async function isEmptied(tx: Tx, reportId: string, { observations }: NewReport): Promise<boolean> {
  if (!observations.some(({ status }) => status === 'entered-in-error')) return false;
  const where = { reportId, supersededAt: null, status: { not: 'entered-in-error' } };
  return (await tx.observation.findFirst({ where, select: { id: true } })) === null;
}

/** Whether values that are stored will not change unless they are corrected. */
export async function areSettled(tx: Tx, ids: readonly string[] = []): Promise<boolean> {
  if (ids.length === 0) return true;
  const where = { id: { in: [...ids] }, status: { in: ['registered', 'preliminary'] } };
  return (await tx.observation.findFirst({ where, select: { id: true } })) === null;
}
