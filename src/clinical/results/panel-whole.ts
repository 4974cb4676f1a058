import type { Tx } from '../../platform/database/prisma.js';
import type { Coding } from '../datatypes/coding.js';
import type { OtherCode, ResultDetails } from '../datatypes/result-details.js';
import type { HeldOrder } from '../orders/orders.service.js';
import type { NewReport, NewResultObservation } from './new-report.js';
import { isSameAnalyte } from './analyte.rules.js';
import { LOINC } from './code-systems.js';
import type { ResultComponent } from './judging/components.rules.js';
import { codesOfStored, codesOfValue, isOfPartsAlone, missingParts, missingTests } from './panel-parts.rules.js';
import { isOfPanel } from './panels.rules.js';
import { isIssued, isWithdrawn, valueStateOf, type ReportState, type ValueState } from './report-state.rules.js';
import type { HeldReport } from './report-store.js';

type StoredCodes = Pick<HeldReport['values'][number], 'codeSystem' | 'code' | 'details' | 'components'>;

/** What a report says that it is of. */
const aboutOf = ({ about, code, details }: NewReport): Coding[] => [
  ...(about ?? [code, ...(details?.codings ?? []).map((one) => ({ ...one, display: '' }))]),
];

/** Codes of values that were not taken back. */
const codesOf = ({ observations }: NewReport): OtherCode[] =>
  observations.filter(({ status }) => status !== 'entered-in-error').flatMap(codesOfValue);

/** Whether a report is all of what was ordered: one of tests of a panel is, once it has a value of each that the panel cannot be without. */
export const isWholePanel = (order: HeldOrder, report: NewReport, stored: readonly OtherCode[] = []): boolean =>
  !isOfPartsAlone(order.code, aboutOf(report)) ||
  missingParts(order.code, [...codesOf(report), ...stored]).length === 0;

/** The same with values that are stored already. */
export async function isPanelWhole(tx: Tx, order: HeldOrder, report: NewReport): Promise<boolean> {
  const { observationIds: ids = [] } = report;
  if (ids.length === 0 || isWholePanel(order, report)) return isWholePanel(order, report);
  const where = { id: { in: [...ids] }, status: { not: 'entered-in-error' } };
  const select = { codeSystem: true, code: true, details: true, components: true } as const;
  const rows = await tx.observation.findMany({ where, select });
  const stored = rows.flatMap(codesOfRow);
  return isWholePanel(order, report, stored);
}

/** A row of the database. */
const codesOfRow = ({ codeSystem, code, details, components }: StoredCodes): OtherCode[] =>
  codesOfStored({
    ...{ system: codeSystem, code, details: details as ResultDetails | null },
    components: components as unknown as readonly ResultComponent[] | null,
  });

/**
 * What a report of tests of a panel, which come one by one, says of those alone: its words stand beside what was said of the others, it may be open
 * while they are final, and when it is cancelled or withdrawn its own values are taken back, or said not to have been made.
 */
export function ofItsTestAlone(sent: NewReport, order: HeldOrder | undefined, held: HeldReport | undefined): NewReport {
  if (!order || !isOfPartsAlone(order.code, aboutOf(sent))) return sent;
  const standing = held && !isWithdrawn(held.status) ? held : undefined;
  // What was withdrawn as a whole stays so.
  if (held && !standing && sent.reportId !== undefined) return sent;
  if (isWithdrawn(sent.status)) return takenBack(sent, standing);
  const report = besideWords(sent, standing);
  return isOpenBeside(report, standing) ? { ...report, status: 'final', observations: openOf(report) } : report;
}

type Standing = HeldReport | undefined;

function takenBack(sent: NewReport, standing: Standing): NewReport {
  const status = sent.status as ValueState;
  const own = ownOf(sent, standing);
  // Nothing but this test is there: all of it is taken back.
  if (status === 'entered-in-error' && own.length === (standing?.values.length ?? 0)) return sent;
  // Which of those that stand is meant nobody can tell, and none stays that may be wrong.
  const isUnnamed =
    sent.observations.length + own.length === 0 && standing?.values.some(({ codeSystem }) => codeSystem !== LOINC);
  if (status === 'entered-in-error' && isUnnamed) return sent;
  // What it gathers was stored with a status of its own.
  const gathers = sent.observations.length === 0 && (sent.observationIds ?? []).length > 0;
  if (gathers && !standing) return sent;
  const said = sent.observations.map((one) => ({ ...one, status }));
  const changes = own.some((one) => one.status !== status);
  const base = { ...besideWords(sent, standing), status: stateWith(standing, changes) };
  if (said.length > 0) return { ...base, observations: said };
  const observations = own.map((one) => ({ ...sentAs(one), status }));
  if (status !== 'cancelled') return { ...base, observations };
  // Why it could not be made is said of the test.
  const note = sent.conclusion ? { details: { note: sent.conclusion } } : {};
  const unmade = (own.length > 0 || gathers ? observations : testsOf(sent)).map((one) => ({ ...one, ...note, status }));
  return { ...base, conclusion: undefined, observations: unmade };
}

/** Tests of which a report without values is; of a smaller panel, those that it cannot be without. */
function testsOf(report: NewReport): { code: Coding; effectiveAt: Date }[] {
  const known = aboutOf(report).filter(({ system }) => system === LOINC);
  const tests = known.flatMap((one) => {
    const parts = missingTests(one, []);
    return parts.length > 0 ? parts : [{ ...one, display: one.display || report.code.display }];
  });
  const isAgain = ({ code = '' }: Coding, at: number) =>
    tests.slice(0, at).some((before) => before.code === code || isSameAnalyte(before.code ?? '', code));
  return tests.filter((one, at) => !isAgain(one, at)).map((code) => ({ code, effectiveAt: report.effectiveAt }));
}

/** What stands of the tests that a report is of. */
function ownOf(report: NewReport, standing: Standing): HeldReport['values'] {
  const tests = [...aboutOf(report), ...codesOf(report)].map((one) => ({ ...one, display: '' }));
  const isOne = ({ system, code }: OtherCode) =>
    code !== undefined &&
    tests.some(
      (one) =>
        one.code === code || isSameAnalyte(one.code ?? '', code) || isOfPanel({ system, code, display: '' }, one),
    );
  return (standing?.values ?? []).filter((value) => codesOfRow(value).some(isOne));
}

/** What was said of other tests stays, each line once. */
function besideWords(report: NewReport, standing: Standing): NewReport {
  if (report.conclusion === undefined || !standing?.conclusion) return report;
  const { values } = standing;
  if (values.length > 0 && ownOf(report, standing).length === values.length) return report;
  const lines = new Set([standing.conclusion, report.conclusion].flatMap((text) => text.split('\n')));
  return { ...report, conclusion: [...lines].join('\n') };
}

/** Whether it is open, others of its panel are final, and its own tests are not. */
const isOpenBeside = (report: NewReport, standing: Standing): boolean =>
  ['registered', 'partial', 'preliminary'].includes(report.status) &&
  standing !== undefined &&
  isIssued(standing.status) &&
  !ownOf(report, standing).some(({ status }) => isIssued(status));

const openOf = ({ status, observations }: NewReport): NewResultObservation[] =>
  observations.map((one) => ({ ...one, status: one.status ?? valueStateOf(status, false) }));

function stateWith(standing: Standing, changes: boolean): ReportState {
  if (!standing) return 'final';
  if (!isIssued(standing.status)) return standing.status;
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

/** Whether a message takes back a value, or the report of one test, and leaves the others. */
export const takesBack = (given: NewReport, report: NewReport): boolean =>
  (isWithdrawn(given.status) && !isWithdrawn(report.status)) ||
  report.observations.some(({ status }) => status === 'entered-in-error');

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
