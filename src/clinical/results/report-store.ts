import type { Observation, Prisma } from '../../generated/prisma/client.js';
import type { Tx } from '../../platform/database/prisma.js';
import { Problem } from '../../kernel/problem.js';
import { requestContext } from '../../kernel/request-context.js';
import { dependsOnHistory, flagOf, type JudgedValue } from './flags.rules.js';
import type { NewReport, NewResultObservation } from './new-report.js';
import { timeOf, type ChangedValue } from './report-changes.js';
import { isIssued, isWithdrawn, valueStateOf, type ReportState } from './report-state.rules.js';
import { resultProblems } from './results.errors.js';

/** A report whose row is held until the transaction ends, with the values it shows now. */
export interface HeldReport {
  readonly id: string;
  readonly patientId: string;
  readonly encounterId: string | null;
  readonly orderId: string | null;
  readonly status: ReportState;
  readonly conclusion: string | null;
  readonly effectiveAt: Date;
  readonly issuedAt: Date | null;
  readonly version: number;
  /** Rows its newest version names. */
  readonly versionIds: readonly string[];
  readonly values: readonly Observation[];
}

/** Where a report stands besides its values. */
export type ReportHead = Pick<HeldReport, 'id' | 'patientId' | 'encounterId' | 'status' | 'conclusion'> &
  Pick<HeldReport, 'effectiveAt' | 'issuedAt'>;

/**
 * Holds a report by its id, or the one that answers an order; only a message that withdraws meets one that was
 * withdrawn, others begin anew. @returns undefined when there is none
 */
export async function holdReport(
  tx: Tx,
  { reportId, orderId, status }: Pick<NewReport, 'reportId' | 'orderId' | 'status'>,
): Promise<HeldReport | undefined> {
  if (!reportId && !orderId) return undefined;
  const withdrawn = `status IN ('cancelled', 'entered-in-error')`;
  const ofOrder = `order_id = $1::uuid ${isWithdrawn(status) ? '' : `AND NOT ${withdrawn}`}`;
  const [row] = await tx.$queryRawUnsafe<Omit<HeldReport, 'values' | 'versionIds'>[]>(
    `SELECT id, patient_id AS "patientId", encounter_id AS "encounterId", order_id AS "orderId", status, conclusion,
       effective_at AS "effectiveAt", issued_at AS "issuedAt", version
     FROM diagnostic_report
     WHERE ${reportId ? 'id = $1::uuid' : ofOrder} ORDER BY ${withdrawn}, id DESC LIMIT 1 FOR UPDATE`,
    reportId ?? orderId,
  );
  if (!row) return undefined;
  // Read after the lock is held: a statement that waited for it still sees what was true when it began.
  const ofReport = { reportId: row.id };
  const newest = await tx.diagnosticReportVersion.findFirst({
    where: ofReport,
    orderBy: { number: 'desc' },
    select: { observationIds: true },
  });
  const values = await tx.observation.findMany({ where: { ...ofReport, supersededAt: null }, orderBy: { id: 'asc' } });
  return { ...row, versionIds: newest?.observationIds ?? [], values };
}

/** Stores values of a message, each marking the one it replaces. @returns their ids, in the order of the message */
export async function storeValues(
  tx: Tx,
  head: ReportHead,
  report: NewReport,
  values: readonly ChangedValue[],
): Promise<string[]> {
  if (values.length === 0) return [];
  const known = await knownCritical(tx, head, report, values);
  const data = values.map(({ sent, replaces }): Prisma.ObservationCreateManyInput => ({
    ...valueColumns(sent),
    patientId: head.patientId,
    encounterId: head.encounterId,
    reportId: head.id,
    category: report.category,
    interpretation: sent.interpretation ?? flagOf(judged(sent), known.has(sent.code.code ?? '')),
    status: sent.status ?? valueStateOf(report.status, replaces !== undefined && isIssued(replaces.status)),
    effectiveAt: timeOf(sent, report),
    issuedAt: report.issuedAt,
    correctsId: replaces?.id,
    recordedBy: recorder(),
  }));
  await supersede(
    tx,
    values.flatMap(({ replaces }) => (replaces ? [replaces.id] : [])),
  );
  const rows = await tx.observation.createManyAndReturn({ data, select: { id: true } });
  return rows.map(({ id }) => id);
}

/** Marks values as no longer current. */
export async function supersede(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await tx.observation.updateMany({ where: { id: { in: [...ids] } }, data: { supersededAt: new Date() } });
}

/**
 * Puts values that are stored already into a report.
 * @throws Problem reportOfAnother when one is unknown, another patient's, or in another report
 */
export async function adoptValues(tx: Tx, head: ReportHead, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const where = { id: { in: [...ids] }, patientId: head.patientId, OR: [{ reportId: null }, { reportId: head.id }] };
  const { count } = await tx.observation.updateMany({ where, data: { reportId: head.id } });
  if (count !== new Set(ids).size) throw new Problem(resultProblems.reportOfAnother);
}

/** Keeps what a report says from now on as its newest version. */
export async function keepVersion(tx: Tx, head: ReportHead, number: number, observationIds: string[]): Promise<void> {
  const { id: reportId, ...said } = head;
  await tx.diagnosticReportVersion.create({
    data: { ...said, reportId, number, observationIds, recordedBy: recorder() },
    select: { id: true },
  });
}

/** The person who brings a report; null when a machine does. */
export function recorder(): string | null {
  const { actor } = requestContext();
  return actor.kind === 'staff' ? (actor.id ?? null) : null;
}

const valueColumns = (sent: NewResultObservation) => ({
  codeSystem: sent.code.system,
  code: sent.code.code,
  display: sent.code.display,
  // As text: Prisma writes numbers with 16 digits, and some that were measured have 17.
  valueNumber: sent.value?.toString(),
  valueComparator: sent.comparator,
  valueUnit: sent.unit,
  valueText: sent.text,
  referenceLow: sent.referenceLow?.toString(),
  referenceHigh: sent.referenceHigh?.toString(),
  referenceText: sent.referenceText,
});

const judged = ({ code: { system, code }, ...sent }: NewResultObservation): JudgedValue => ({ ...sent, system, code });

/** Codes of a message that are critical only when new, and were critical in the patient's report before. */
async function knownCritical(
  tx: Tx,
  head: ReportHead,
  report: NewReport,
  values: readonly ChangedValue[],
): Promise<ReadonlySet<string>> {
  const codes = values
    .map(({ sent }) => sent)
    .filter((sent) => sent.interpretation === undefined && dependsOnHistory(judged(sent)))
    .map(({ code }) => code.code!);
  if (codes.length === 0) return new Set();
  const before = await tx.$queryRaw<(JudgedValue & { code: string })[]>`
    SELECT DISTINCT ON (code) code, code_system AS system, value_number::float8 AS value, value_comparator AS comparator,
      value_unit AS unit, reference_high::float8 AS "referenceHigh"
    FROM observation
    WHERE patient_id = ${head.patientId}::uuid AND code = ANY(${codes}) AND effective_at < ${report.effectiveAt}
      AND superseded_at IS NULL AND report_id IS DISTINCT FROM ${head.id}::uuid
    ORDER BY code, effective_at DESC, id DESC`;
  const wasCritical = (value: JudgedValue) => ['LL', 'HH'].includes(flagOf(value) ?? '');
  return new Set(before.filter(wasCritical).map(({ code }) => code));
}
