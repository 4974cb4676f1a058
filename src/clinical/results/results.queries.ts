import { Injectable } from '@nestjs/common';
import { RecordedRead, subjectIn, type ReadOfOne } from '../../platform/audit/recorded-read.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/prisma.js';
import { firstRow } from '../../platform/database/rows.js';
import { EncountersService } from '../encounters/encounters.service.js';
import { pageOf, readCursor, type PageQuery } from '../../platform/routes/pagination.js';
import { Problem } from '../../kernel/problem.js';
import { PatientsService } from '../patients/patients.service.js';
import type { ReportPage, ReportResponse, ReportWithVersionsResponse } from './dto/result.response.js';
import {
  toReportResponse,
  toVersionResponse,
  VALUES,
  type ReportRow,
  type ReportVersionJson,
} from './result.mapper.js';
import { resultProblems } from './results.errors.js';

/** Reads reports with the values that hold now, and all they ever said. Each list is one statement. */
@Injectable()
export class ResultsQueries {
  private readonly reports: RecordedRead<ReportRow & { readonly versions: ReportVersionJson[] }>;

  constructor(
    private readonly database: Database,
    private readonly encounters: EncountersService,
    private readonly patients: PatientsService,
  ) {
    this.reports = new RecordedRead(database, REPORT);
  }

  /** One report and everything it said before, newest first. @throws Problem resultNotFound */
  async get(id: string): Promise<ReportWithVersionsResponse> {
    const row = await this.reports.of(id);
    if (!row) throw new Problem(resultProblems.resultNotFound);
    return { ...toReportResponse(row), versions: row.versions.map(toVersionResponse) };
  }

  /** As it stands now, inside a transaction that has just written it. */
  async getWithin(tx: Tx, id: string): Promise<ReportResponse> {
    return toReportResponse(firstRow(await tx.$queryRawUnsafe<ReportRow[]>(ONE_REPORT.text, id)));
  }

  /** The reports of an encounter, the newest first. @throws Problem encounterNotFound */
  async ofEncounter(encounterId: string, query: PageQuery): Promise<ReportPage> {
    const after = readCursor(query.cursor, ['uuid']);
    const values = [encounterId, query.limit + 1, ...(after ?? [])];
    const [patientId, rows] = await Promise.all([
      this.encounters.patientOf(encounterId),
      this.database.query<ReportRow>(after ? OF_ENCOUNTER_AFTER : OF_ENCOUNTER, values),
    ]);
    const page = pageOf(rows, query, (row) => [row.id], toReportResponse);
    return { patientId, encounterId, ...page };
  }

  /** All reports on a patient, by the time they are about, newest first. @throws Problem patientNotFound */
  async ofPatient(patientId: string, query: PageQuery): Promise<ReportPage> {
    const after = readCursor(query.cursor, ['instant', 'uuid']);
    const values = [patientId, query.limit + 1, ...(after ?? [])];
    const [, rows] = await Promise.all([
      this.patients.requireKnown(patientId),
      this.database.query<ReportRow>(after ? OF_PATIENT_AFTER : OF_PATIENT, values),
    ]);
    const page = pageOf(rows, query, (row) => [row.effective_at.toISOString(), row.id], toReportResponse);
    return { patientId, ...page };
  }
}

const REPORT_COLUMNS = `r.id, r.patient_id, r.encounter_id, r.order_id, s.number AS order_number, r.category, r.code_system,
           r.code, r.display, r.status, r.conclusion, r.effective_at, r.issued_at, r.recorded_by,
           recorder.full_name AS recorded_by_name, r.version, r.created_at, r.updated_at, current.values
`;
const reports = (name: string, which: string) => ({
  name,
  text: `SELECT ${REPORT_COLUMNS}
         FROM (SELECT * FROM diagnostic_report WHERE ${which}) r
           LEFT JOIN service_order s ON s.id = r.order_id LEFT JOIN staff_member recorder ON recorder.id = r.recorded_by
           CROSS JOIN LATERAL (SELECT ${VALUES} AS values FROM observation o
                               WHERE o.report_id = r.id AND o.superseded_at IS NULL) current`,
});

function ordered(name: string, which: string, order: string) {
  const { text } = reports(name, `${which} ORDER BY ${order} LIMIT $2`);
  // The joins need not keep the order of what they join.
  return { name, text: `${text} ORDER BY ${order.replace(/\b(id|effective_at)\b/g, 'r.$1')}` };
}

const ONE_REPORT = reports('results.one', 'id = $1::uuid');

/** What the report `r` said, newest first, as a JSON list. */
const VERSIONS = `SELECT v.number, v.status, v.conclusion, v.effective_at, v.issued_at, v.recorded_by,
    recorder.full_name AS recorded_by_name, v.recorded_at,
    (SELECT ${VALUES} FROM observation o WHERE o.id = ANY (v.observation_ids)) AS values
  FROM diagnostic_report_version v LEFT JOIN staff_member recorder ON recorder.id = v.recorded_by WHERE v.report_id = r.id`;

const REPORT: ReadOfOne = {
  name: 'results.read',
  kind: 'diagnostic_report',
  entity: 'diagnostic_report',
  subject: subjectIn('diagnostic_report'),
  shows: `SELECT ${REPORT_COLUMNS},
      (SELECT coalesce(json_agg(said ORDER BY said.number DESC), '[]') FROM (${VERSIONS}) said) AS versions
    FROM diagnostic_report r
      LEFT JOIN LATERAL (SELECT number FROM service_order WHERE id = r.order_id OFFSET 0) s ON true
      LEFT JOIN staff_member recorder ON recorder.id = r.recorded_by
      CROSS JOIN LATERAL (SELECT ${VALUES} AS values FROM observation o
                          WHERE o.report_id = r.id AND o.superseded_at IS NULL) current
    WHERE r.id = asked.entity_id`,
};

const OF_ENCOUNTER = ordered('results.ofEncounter', 'encounter_id = $1', 'id DESC');
const OF_ENCOUNTER_AFTER = ordered('results.ofEncounter:after', 'encounter_id = $1 AND id < $3::uuid', 'id DESC');
const BY_TIME = 'effective_at DESC, id DESC';
const OF_PATIENT = ordered('results.ofPatient', 'patient_id = $1', BY_TIME);
const OF_PATIENT_AFTER = ordered(
  'results.ofPatient:after',
  'patient_id = $1 AND (effective_at, id) < ($3::timestamptz, $4::uuid)',
  BY_TIME,
);
