import { Injectable } from '@nestjs/common';
import { RecordedRead, subjectIn, type ReadOfOne } from '../../platform/audit/recorded-read.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/prisma.js';
import { firstRow } from '../../platform/database/rows.js';
import { EncountersService } from '../encounters/encounters.service.js';
import { modelColumns } from '../../platform/database/model-columns.js';
import { latestFirst, newestFirst, readPage, type KeysetList } from '../../platform/routes/keyset.js';
import type { PageQuery } from '../../platform/routes/pagination.js';
import { Problem } from '../../kernel/problem.js';
import { PatientsService } from '../patients/patients.service.js';
import type { ReportPage, ReportResponse, ReportWithVersionsResponse } from './dto/result.response.js';
import {
  ORDERED,
  REVIEWED,
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
    const [patientId, page] = await Promise.all([
      this.encounters.patientOf(encounterId),
      readPage(this.database, OF_ENCOUNTER, query, [encounterId], toReportResponse),
    ]);
    return { patientId, encounterId, ...page };
  }

  /** All reports on a patient, by the time they are about, newest first. @throws Problem patientNotFound */
  async ofPatient(patientId: string, query: PageQuery): Promise<ReportPage> {
    const [, page] = await Promise.all([
      this.patients.requireKnown(patientId),
      readPage(this.database, OF_PATIENT, query, [patientId], toReportResponse),
    ]);
    return { patientId, ...page };
  }
}

/** What the machine is called that sent a row. */
export const senderOf = (row: string) =>
  `coalesce((SELECT name FROM machine_client c WHERE c.client_id = ${row}.sent_by), ${row}.sent_by) AS "senderName"`;
const REPORT_COLUMNS = `${modelColumns('DiagnosticReport', 'r')}, s.number AS "orderNumber", ${ORDERED}, recorder.full_name AS "recorderName",
  ${senderOf('r')}, ${REVIEWED}, current.values`;
/** Reports with their values, from a SELECT of their rows. */
const whole = (reports: string) => `SELECT ${REPORT_COLUMNS} FROM (${reports}) r
  LEFT JOIN service_order s ON s.id = r.order_id LEFT JOIN staff_member recorder ON recorder.id = r.recorded_by
  CROSS JOIN LATERAL (SELECT ${VALUES} AS values FROM observation o WHERE o.report_id = r.id AND o.superseded_at IS NULL) current`;

const SELECT = 'SELECT * FROM diagnostic_report r';
const ONE_REPORT = { name: 'results.one', text: whole(`${SELECT} WHERE r.id = $1::uuid`) };

/** What the report `r` said, newest first, as a JSON list. */
const VERSIONS = `SELECT v.number, v.status, v.conclusion, v.details, v.effective_at AS "effectiveAt", v.issued_at AS "issuedAt",
    v.recorded_by AS "recordedBy", recorder.full_name AS "recorderName", v.recorded_at AS "recordedAt",
    ${senderOf('v')},
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
      LEFT JOIN LATERAL (SELECT number, status, code_system, code FROM service_order WHERE id = r.order_id OFFSET 0) s ON true
      LEFT JOIN staff_member recorder ON recorder.id = r.recorded_by
      CROSS JOIN LATERAL (SELECT ${VALUES} AS values FROM observation o
                          WHERE o.report_id = r.id AND o.superseded_at IS NULL) current
    WHERE r.id = asked.entity_id`,
};

// The joins need not keep the order of what they join.
const OF_ENCOUNTER: KeysetList = {
  name: 'results.ofEncounter',
  select: SELECT,
  where: 'r.encounter_id = $1',
  ...newestFirst('r'),
  around: (page) => `${whole(page)} ORDER BY r.id DESC`,
};
const OF_PATIENT: KeysetList = {
  name: 'results.ofPatient',
  select: SELECT,
  where: 'r.patient_id = $1',
  ...latestFirst('r', 'effective_at', 'effectiveAt'),
  around: (page) => `${whole(page)} ORDER BY r.effective_at DESC, r.id DESC`,
};
