import { Prisma, type Tx } from '../../platform/database/prisma.js';
import type { Problem } from '../../kernel/problem.js';
import { COLUMNS, GIVEN, NAMES } from './first-report.js';
import type { FirstOfMany } from './first-reports-judged.js';
import type { NewReport, StoredReport } from './new-report.js';
import { columnsOf, recorder, sendingClient, whyNotAdopted } from './report-store.js';

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
 * Stores the first reports of their kind that answer no order: with the values that they bring, and those that are stored already. All of them in one
 * statement, as a history brings hundreds. No value that is stored may stand in two of them.
 * @throws RefusedAt with reportOfAnother when a value to adopt is unknown, another patient's, or in another report; busy when it was corrected meanwhile
 */
export async function storeFirstOfMany(tx: Tx, reports: readonly FirstOfMany[]): Promise<StoredReport[]> {
  if (reports.length === 0) return [];
  const values = reports.flatMap(({ report, around, valueIds }, at) =>
    report.observations.map((sent, place) => ({
      ...columnsOf(report, { sent }, around),
      id: valueIds[place],
      of: at + 1,
    })),
  );
  const rows = await tx.$queryRaw<Stored[]>`
    WITH given AS MATERIALIZED (SELECT uuidv7() AS id, given.* FROM ROWS FROM (jsonb_to_recordset(${JSON.stringify(reports.map(rowOf))}::jsonb) AS (
        patient_id uuid, encounter_id uuid, category text, code_system text, code text, display text, status text, effective_at timestamptz,
        issued_at timestamptz, conclusion text, details jsonb, adopts uuid[], shows uuid[])) WITH ORDINALITY AS given),
      r AS (
        INSERT INTO diagnostic_report (id, patient_id, encounter_id, category, code_system, code, display, status, effective_at, issued_at,
          conclusion, details, recorded_by, sent_by)
        SELECT id, patient_id, encounter_id, category, code_system, code, display, status, effective_at, issued_at, conclusion, details,
          ${recorder()}::uuid, ${sendingClient()} FROM given ORDER BY ordinality RETURNING *),
      ${values.length > 0 ? provided(values) : Prisma.empty}
      adopted AS (
        UPDATE observation o SET report_id = r.id FROM r JOIN given ON given.id = r.id
        WHERE o.id = ANY (given.adopts) AND o.patient_id = r.patient_id AND o.report_id IS NULL AND o.superseded_at IS NULL RETURNING o.id, o.report_id),
      version AS (
        INSERT INTO diagnostic_report_version (report_id, number, patient_id, encounter_id, status, conclusion, details, effective_at,
          issued_at, observation_ids, recorded_by, sent_by)
        SELECT r.id, 1, r.patient_id, r.encounter_id, r.status, r.conclusion, r.details, r.effective_at, r.issued_at, given.shows,
          r.recorded_by, r.sent_by FROM r JOIN given ON given.id = r.id ORDER BY ordinality RETURNING id)
    SELECT given.id, ${values.length > 0 ? Prisma.sql`(SELECT count(*)::int FROM stored) AS stored,` : Prisma.empty}
        (SELECT count(*)::int FROM adopted a WHERE a.report_id = given.id) AS adopted, (SELECT count(*)::int FROM version) AS versions
      FROM given ORDER BY ordinality`;
  const wrong = rows.findIndex(({ adopted }, place) => adopted !== valuesOf(reports[place]!.report).length);
  if (wrong >= 0) throw new RefusedAt(wrong, await whyNotAdopted(tx, valuesOf(reports[wrong]!.report)));
  return rows.map(({ id }, place) => ({ id, observationIds: shownBy(reports[place]!), changed: true }));
}

/** Values that come with their reports: `of` is the place of its report among the `given`. */
const provided = (values: readonly object[]): Prisma.Sql => Prisma.sql`
      provided AS MATERIALIZED (SELECT provided.* FROM ROWS FROM
        (jsonb_to_recordset(${JSON.stringify(values)}::jsonb) AS (id uuid, "of" bigint, ${GIVEN})) WITH ORDINALITY AS provided),
      stored AS (
        INSERT INTO observation (id, patient_id, encounter_id, report_id, ${COLUMNS})
        SELECT provided.id, r.patient_id, r.encounter_id, r.id, ${NAMES} FROM provided JOIN given ON given.ordinality = provided."of"
          JOIN r ON r.id = given.id ORDER BY provided.ordinality RETURNING id),`;

const valuesOf = ({ observationIds = [] }: NewReport): string[] => [...new Set(observationIds)];

const shownBy = ({ report, valueIds }: Pick<FirstOfMany, 'report' | 'valueIds'>): string[] => [
  ...valueIds,
  ...valuesOf(report),
];

const rowOf = ({ report, valueIds }: FirstOfMany) => ({
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
  shows: shownBy({ report, valueIds }),
});
