import { Prisma, type Tx } from '../../platform/database/prisma.js';
import type { Problem } from '../../kernel/problem.js';
import type { NewReport, StoredReport } from './new-report.js';
import { recorder, sendingClient, whyNotAdopted } from './report-store.js';

/** Why one of several is refused, and which. */
export class RefusedAt extends Error {
  constructor(
    readonly place: number,
    readonly problem: Problem,
  ) {
    super(problem.message);
  }
}

interface Stored {
  readonly id: string;
  readonly adopted: number;
}

/**
 * Stores the first reports of their kind that answer no order and bring no values of their own, only such as are stored already: all of them in one
 * statement, as a history brings hundreds. No value may stand in two of them.
 * @throws RefusedAt with reportOfAnother when a value to adopt is unknown, another patient's, or in another report; busy when it was corrected meanwhile
 */
export async function storeFirstOfMany(tx: Tx, reports: readonly NewReport[]): Promise<StoredReport[]> {
  if (reports.length === 0) return [];
  const rows = await tx.$queryRaw<Stored[]>`
    WITH given AS MATERIALIZED (SELECT uuidv7() AS id, given.* FROM ROWS FROM (jsonb_to_recordset(${JSON.stringify(reports.map(rowOf))}::jsonb) AS (
        patient_id uuid, encounter_id uuid, category text, code_system text, code text, display text, status text, effective_at timestamptz,
        issued_at timestamptz, conclusion text, details jsonb, adopts uuid[])) WITH ORDINALITY AS given),
      r AS (
        INSERT INTO diagnostic_report (id, patient_id, encounter_id, category, code_system, code, display, status, effective_at, issued_at,
          conclusion, details, recorded_by, sent_by)
        SELECT id, patient_id, encounter_id, category, code_system, code, display, status, effective_at, issued_at, conclusion, details,
          ${recorder()}::uuid, ${sendingClient()} FROM given ORDER BY ordinality RETURNING *),
      adopted AS (
        UPDATE observation o SET report_id = r.id FROM r JOIN given ON given.id = r.id
        WHERE o.id = ANY (given.adopts) AND o.patient_id = r.patient_id AND o.report_id IS NULL AND o.superseded_at IS NULL RETURNING o.id, o.report_id),
      version AS (
        INSERT INTO diagnostic_report_version (report_id, number, patient_id, encounter_id, status, conclusion, details, effective_at,
          issued_at, observation_ids, recorded_by, sent_by)
        SELECT r.id, 1, r.patient_id, r.encounter_id, r.status, r.conclusion, r.details, r.effective_at, r.issued_at, given.adopts,
          r.recorded_by, r.sent_by FROM r JOIN given ON given.id = r.id ORDER BY ordinality RETURNING id)
    SELECT given.id, (SELECT count(*)::int FROM adopted a WHERE a.report_id = given.id) AS adopted, (SELECT count(*)::int FROM version) AS versions
      FROM given ORDER BY ordinality`;
  const wrong = rows.findIndex(({ adopted }, place) => adopted !== valuesOf(reports[place]!).length);
  if (wrong >= 0) throw new RefusedAt(wrong, await whyNotAdopted(tx, valuesOf(reports[wrong]!)));
  return rows.map(({ id }, place) => ({ id, observationIds: valuesOf(reports[place]!), changed: true }));
}

const valuesOf = ({ observationIds = [] }: NewReport): string[] => [...new Set(observationIds)];

const rowOf = (report: NewReport) => ({
  patient_id: report.patientId,
  encounter_id: report.encounterId,
  category: report.category,
  code_system: report.code.system,
  code: report.code.code,
  display: report.code.display,
  status: report.status,
  effective_at: report.effectiveAt,
  issued_at: report.issuedAt,
  conclusion: report.conclusion,
  details: report.details as Prisma.InputJsonObject | undefined,
  adopts: valuesOf(report),
});
