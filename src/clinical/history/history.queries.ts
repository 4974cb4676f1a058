import { Injectable } from '@nestjs/common';
import { VersionHistory } from '../../platform/audit/version-history.js';
import { Database } from '../../platform/database/database.js';
import { Problem } from '../../kernel/problem.js';
import { pageOf, readCursor } from '../../platform/routes/pagination.js';
import { patientProblems } from '../patients/patients.errors.js';
import { ALLERGY_COLUMNS, toAllergyResponse, type AllergyRow } from './allergy.mapper.js';
import type { AllergiesQuery } from './dto/allergy.dto.js';
import type { AllergyKnowledge, AllergyPage, AllergyResponse } from './dto/allergy.response.js';
import type { RecordHistoryResponse } from './dto/history.response.js';
import type { ProblemsQuery } from './dto/problem.dto.js';
import type { ProblemPage, ProblemResponse } from './dto/problem.response.js';
import { historyProblems } from './history.errors.js';
import { PROBLEM_COLUMNS, toProblemResponse, type ProblemRow } from './problem.mapper.js';

/** Lists allergies and problems of a patient, the latest recorded first. */
@Injectable()
export class HistoryQueries {
  constructor(
    private readonly database: Database,
    private readonly versions: VersionHistory,
  ) {}

  /** @throws Problem patientNotFound */
  async allergies(patientId: string, query: AllergiesQuery): Promise<AllergyPage> {
    const allergyStatus = await this.knowledge(patientId);
    const rows = await this.database.query<AllergyRow>(ALLERGIES, pageValues(patientId, query));
    const page = pageOf<AllergyRow, AllergyResponse>(rows, query, keyOf, toAllergyResponse);
    return { patientId, allergyStatus, ...page };
  }

  /** @throws Problem patientNotFound */
  async problems(patientId: string, query: ProblemsQuery): Promise<ProblemPage> {
    await this.knowledge(patientId);
    const rows = await this.database.query<ProblemRow>(PROBLEMS, pageValues(patientId, query));
    return { patientId, ...pageOf<ProblemRow, ProblemResponse>(rows, query, keyOf, toProblemResponse) };
  }

  /** Who changed an allergy, when, and which fields. @throws Problem allergyNotFound */
  async allergyHistory(id: string): Promise<RecordHistoryResponse> {
    const [row] = await this.database.query<Whose>(WHOSE_ALLERGY, [id]);
    if (!row) throw new Problem(historyProblems.allergyNotFound);
    return { ...row, items: await this.versions.since('allergy', id, 1) };
  }

  /** Who changed a problem, when, and which fields. @throws Problem problemNotFound */
  async problemHistory(id: string): Promise<RecordHistoryResponse> {
    const [row] = await this.database.query<Whose>(WHOSE_PROBLEM, [id]);
    if (!row) throw new Problem(historyProblems.problemNotFound);
    return { ...row, items: await this.versions.since('problem', id, 1) };
  }

  /** What is known of the allergies on the whole. @throws Problem patientNotFound */
  private async knowledge(patientId: string): Promise<AllergyKnowledge> {
    const [row] = await this.database.query<{ knowledge: AllergyKnowledge }>(KNOWLEDGE, [patientId]);
    if (!row) throw new Problem(patientProblems.patientNotFound);
    return row.knowledge;
  }
}

/** Whether an allergy is active, else whether somebody asked about all of them; $1 is the patient. */
const KNOWLEDGE = {
  name: 'history.allergyKnowledge',
  text: `SELECT CASE
      WHEN EXISTS (SELECT FROM allergy WHERE patient_id = p.id AND clinical_status = 'active' AND NOT none_known)
        THEN 'known'
      WHEN EXISTS (SELECT FROM allergy WHERE patient_id = p.id AND clinical_status = 'active' AND none_known
        AND category IS NULL) THEN 'none-known'
      ELSE 'not-asked' END AS knowledge
    FROM patient p WHERE p.id = $1`,
};

interface Whose {
  id: string;
  patientId: string;
  encounterId: string | null;
}

const whose = (table: string) => ({
  name: `history.whose:${table}`,
  text: `SELECT id, patient_id AS "patientId", encounter_id AS "encounterId" FROM ${table} WHERE id = $1`,
});
const WHOSE_ALLERGY = whose('allergy');
const WHOSE_PROBLEM = whose('problem');

const keyOf = (row: { recordedAt: Date; id: string }) => [row.recordedAt.toISOString(), row.id];

/** $1 patient, $2 clinical status or null, $3 and $4 where the page before ended or nulls, $5 how many. */
const list = (table: string, columns: string) => ({
  name: `history.list:${table}`,
  text: `SELECT ${columns} FROM ${table}
    WHERE patient_id = $1 AND ($2::text IS NULL OR clinical_status = $2)
      AND ($3::timestamptz IS NULL OR (recorded_at, id) < ($3::timestamptz, $4::uuid))
    ORDER BY recorded_at DESC, id DESC LIMIT $5`,
});
const ALLERGIES = list('allergy', ALLERGY_COLUMNS);
const PROBLEMS = list('problem', PROBLEM_COLUMNS);

function pageValues(patientId: string, query: { limit: number; cursor?: string; clinicalStatus?: string }): unknown[] {
  const [recordedAt, id] = readCursor(query.cursor, ['instant', 'uuid']) ?? [null, null];
  return [patientId, query.clinicalStatus ?? null, recordedAt, id, query.limit + 1];
}
