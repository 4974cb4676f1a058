import type { Observation } from '../../generated/prisma/client.js';
import { Prisma, type Tx } from '../../platform/database/prisma.js';
import { httpProblems, Problem } from '../../kernel/problem.js';
import { requestContext } from '../../kernel/request-context.js';
import type { ResultDetails } from '../datatypes/result-details.js';
import { codesToLookBack, judgementColumns, withRanges, type Surroundings } from './judging/judged-report.js';
import type { NewReport, NewResultObservation } from './new-report.js';
import { timeOf, type ChangedValue } from './report-changes.js';
import { isIssued, isWithdrawn, valueStateOf, type ReportState } from './report-state.rules.js';
import { resultProblems } from './results.errors.js';
import { firstRow } from '../../platform/database/rows.js';

/** A report whose row is held until the transaction ends, with the values it shows now. */
export interface HeldReport {
  readonly id: string;
  readonly patientId: string;
  readonly encounterId: string | null;
  readonly orderId: string | null;
  readonly status: ReportState;
  readonly conclusion: string | null;
  readonly details: ResultDetails | null;
  readonly effectiveAt: Date;
  readonly issuedAt: Date | null;
  readonly version: number;
  /** Rows its newest version names. */
  readonly versionIds: readonly string[];
  readonly values: readonly Observation[];
}

/** Where a report stands besides its values. */
export type ReportHead = Pick<HeldReport, 'id' | 'patientId' | 'encounterId' | 'status' | 'conclusion' | 'details'> &
  Pick<HeldReport, 'effectiveAt' | 'issuedAt'>;

/** What there is to know of a report before a message is stored. */
export interface ReportBefore {
  /** The report that the message takes further; undefined when there is none. */
  readonly held?: HeldReport;
  /** What its values are judged by. */
  readonly around: Surroundings;
  /** The message, with the reference ranges that are the patient's. */
  readonly report: NewReport;
}

/**
 * Holds a report by its id, or the one that answers an order; only a message that withdraws meets one that was
 * withdrawn, others begin anew. Reads with it what the message's values are judged by.
 */
export async function holdReport(tx: Tx, sent: NewReport): Promise<ReportBefore> {
  const isNamed = sent.reportId !== undefined || sent.orderId !== undefined;
  const rows = await tx.$queryRaw<Found[]>`
    WITH r AS MATERIALIZED (${isNamed ? reportOf(sent) : Prisma.sql`SELECT NULL::uuid AS id WHERE false`})
    SELECT (SELECT to_jsonb(r) FROM r) AS report, around.*
    FROM (${surroundingsOf(sent, Prisma.sql`${sent.patientId}::uuid`, Prisma.sql`AND (report_id = (SELECT id FROM r)) IS NOT TRUE`)}) around`;
  const { report: row, ...around } = firstRow(rows);
  const report = withRanges(sent, around);
  if (!row) return { around, report };
  // Read after the lock is held: a statement that waited for it still sees what was true when it began.
  const ofReport = { reportId: row.id };
  const newest = await tx.diagnosticReportVersion.findFirst({
    where: ofReport,
    orderBy: { number: 'desc' },
    select: { observationIds: true },
  });
  const values = await tx.observation.findMany({ where: { ...ofReport, supersededAt: null }, orderBy: { id: 'asc' } });
  const moments = { effectiveAt: new Date(row.effectiveAt), issuedAt: row.issuedAt && new Date(row.issuedAt) };
  return { around, report, held: { ...row, ...moments, versionIds: newest?.observationIds ?? [], values } };
}

type HeldRow = Omit<HeldReport, 'values' | 'versionIds'> & { effectiveAt: string; issuedAt: string | null };
interface Found extends Surroundings {
  readonly report: HeldRow | null;
}

function reportOf({ reportId, orderId, status }: NewReport): Prisma.Sql {
  const withdrawn = Prisma.sql`status IN ('cancelled', 'entered-in-error')`;
  const ofOrder = Prisma.sql`order_id = ${orderId}::uuid ${isWithdrawn(status) ? Prisma.empty : Prisma.sql`AND NOT ${withdrawn}`}`;
  return Prisma.sql`
    SELECT id, patient_id AS "patientId", encounter_id AS "encounterId", order_id AS "orderId", status, conclusion, details,
      effective_at AS "effectiveAt", issued_at AS "issuedAt", version
    FROM diagnostic_report
    WHERE ${reportId ? Prisma.sql`id = ${reportId}::uuid` : ofOrder} ORDER BY ${withdrawn}, id DESC LIMIT 1 FOR UPDATE`;
}

/** Of a text of its own: with an empty list PostgreSQL would plan the look-up anew for every report, which costs more than all the rest. */
export const NO_VALUES = Prisma.sql`'[]'::jsonb`;
/** What of the patient `p` judging goes by. */
export const PERSON = Prisma.sql`p.sex, p.birth_date::text AS "birthDate", p.birth_date_precision AS "birthDatePrecision"`;

/**
 * A SELECT of what the values of a report are judged by, as {@link Surroundings}; its text depends on {@link codesToLookBack} being empty.
 * @param patient whose they are
 * @param others a condition on the values before, such as that they are not the report's own
 */
export function surroundingsOf(report: NewReport, patient: Prisma.Sql, others = Prisma.empty): Prisma.Sql {
  const codes = codesToLookBack(report);
  const before =
    codes.length > 0 ? earlierValues(report, codes, Prisma.sql`patient_id = ${patient} ${others}`) : NO_VALUES;
  return Prisma.sql`SELECT ${before} AS before, ${PERSON} FROM (SELECT) one LEFT JOIN patient p ON p.id = ${patient}`;
}

const earlierValues = ({ effectiveAt }: NewReport, codes: readonly string[], which: Prisma.Sql): Prisma.Sql =>
  lastValues(
    which,
    Prisma.sql`code = ANY(${codes}::text[]) AND effective_at < ${effectiveAt.toISOString()}::timestamptz`,
  );

/** The last value of each code, as JSON. @param which whose they are @param before of which codes, and before what moment */
export const lastValues = (which: Prisma.Sql, before: Prisma.Sql): Prisma.Sql => Prisma.sql`(
  SELECT coalesce(jsonb_agg(to_jsonb(before)), '[]') FROM (SELECT DISTINCT ON (code) id, code, code_system AS system, effective_at AS "effectiveAt", interpretation, value_number::float8 AS value, value_comparator AS comparator,
    value_unit AS unit, reference_high::float8 AS "referenceHigh"
  FROM observation
  WHERE ${which} AND ${before} AND superseded_at IS NULL
    AND (not_judged_because IN ('unit-contradicts', 'impossible')) IS NOT TRUE
  ORDER BY code, effective_at DESC, id DESC) before)`;

/** Stores values of a message, each marking the one it replaces. @returns their ids, in the order of the message */
export async function storeValues(
  tx: Tx,
  head: ReportHead,
  report: NewReport,
  values: readonly ChangedValue[],
  around: Surroundings,
): Promise<string[]> {
  if (values.length === 0) return [];
  const ofReport = { patientId: head.patientId, encounterId: head.encounterId, reportId: head.id };
  const data = values.map((value) => ({ ...ofReport, ...columnsOf(report, value, around) }));
  await supersede(
    tx,
    values.flatMap(({ replaces }) => (replaces ? [replaces.id] : [])),
  );
  const rows = await tx.observation.createManyAndReturn({ data, select: { id: true } });
  return rows.map(({ id }) => id);
}

/** What is stored of a value, besides whose it is. */
export const columnsOf = (report: NewReport, { sent, replaces }: ChangedValue, around: Surroundings) => ({
  ...valueColumns(sent),
  category: report.category,
  ...judgementColumns(sent, report, around),
  status: sent.status ?? valueStateOf(report.status, replaces !== undefined && isIssued(replaces.status)),
  effectiveAt: timeOf(sent, report),
  issuedAt: report.issuedAt,
  correctsId: replaces?.id,
  recordedBy: recorder(),
});

/** Marks values as no longer current. */
export async function supersede(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await tx.observation.updateMany({ where: { id: { in: [...ids] } }, data: { supersededAt: new Date() } });
}

/**
 * Puts values that are stored already into a report.
 * @throws Problem reportOfAnother when one is unknown, another patient's, or in another report; busy when it was corrected meanwhile
 */
export async function adoptValues(tx: Tx, head: ReportHead, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const where = {
    id: { in: [...ids] },
    patientId: head.patientId,
    supersededAt: null,
    OR: [{ reportId: null }, { reportId: head.id }],
  };
  const { count } = await tx.observation.updateMany({ where, data: { reportId: head.id } });
  if (count !== new Set(ids).size) throw await whyNotAdopted(tx, ids);
}

/** Why values are not taken into a report. One that was corrected since it was looked up is another row by now: sent again, that is found. */
export async function whyNotAdopted(tx: Tx, ids: readonly string[]): Promise<Problem> {
  const where = { id: { in: [...ids] }, supersededAt: { not: null } };
  const corrected = await tx.observation.findFirst({ where, select: { id: true } });
  return new Problem(corrected ? httpProblems.busy : resultProblems.reportOfAnother);
}

/** Keeps what a report says from now on as its newest version. */
export async function keepVersion(tx: Tx, head: ReportHead, number: number, observationIds: string[]): Promise<void> {
  const { id: reportId, details, ...said } = head;
  await tx.diagnosticReportVersion.create({
    data: {
      ...said,
      details: json(details),
      reportId,
      number,
      observationIds,
      recordedBy: recorder(),
      sentBy: sendingClient(),
    },
    select: { id: true },
  });
}

/** Details as Prisma stores them. */
export const json = (details: ResultDetails | null | undefined) =>
  (details ?? undefined) as Prisma.InputJsonObject | undefined;

/** The person who brings a report; null when a machine does. */
export function recorder(): string | null {
  const { actor } = requestContext();
  return actor.kind === 'staff' ? (actor.id ?? null) : null;
}

/** The machine client that brings a report; null when a person does. */
export function sendingClient(): string | null {
  const { kind, username } = requestContext().actor;
  return kind === 'client' ? username : null;
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
  valueAsSent: sent.valueAsSent,
  details: json(sent.details),
  referenceLow: sent.referenceLow?.toString(),
  referenceHigh: sent.referenceHigh?.toString(),
  referenceText: sent.referenceText,
});
