import { Injectable } from '@nestjs/common';
import { VersionHistory } from '../../platform/audit/version-history.js';
import type { Allergy, Problem as ProblemRow } from '../../generated/prisma/client.js';
import { Database } from '../../platform/database/database.js';
import { Problem } from '../../kernel/problem.js';
import { pageOf, readCursor } from '../../platform/routes/pagination.js';
import { patientProblems } from '../patients/patients.errors.js';
import { toAllergyResponse } from './allergy.mapper.js';
import type { AllergiesQuery } from './dto/allergy.dto.js';
import type { AllergyKnowledge, AllergyPage, AllergyResponse } from './dto/allergy.response.js';
import type { RecordHistoryResponse } from './dto/history.response.js';
import type { ProblemsQuery } from './dto/problem.dto.js';
import type { ProblemPage, ProblemResponse } from './dto/problem.response.js';
import { historyProblems } from './history.errors.js';
import { toProblemResponse } from './problem.mapper.js';

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
    const rows = await this.database.prisma.allergy.findMany(pageBy(patientId, query));
    const page = pageOf<Allergy, AllergyResponse>(rows, query, keyOf, toAllergyResponse);
    return { patientId, allergyStatus, ...page };
  }

  /** @throws Problem patientNotFound */
  async problems(patientId: string, query: ProblemsQuery): Promise<ProblemPage> {
    await this.knowledge(patientId);
    const rows = await this.database.prisma.problem.findMany(pageBy(patientId, query));
    return { patientId, ...pageOf<ProblemRow, ProblemResponse>(rows, query, keyOf, toProblemResponse) };
  }

  /** Who changed an allergy, when, and which fields. @throws Problem allergyNotFound */
  async allergyHistory(id: string): Promise<RecordHistoryResponse> {
    const row = await this.database.prisma.allergy.findUnique({ where: { id }, select: WHOSE });
    if (!row) throw new Problem(historyProblems.allergyNotFound);
    return { ...row, items: await this.versions.since('allergy', id, 1) };
  }

  /** Who changed a problem, when, and which fields. @throws Problem problemNotFound */
  async problemHistory(id: string): Promise<RecordHistoryResponse> {
    const row = await this.database.prisma.problem.findUnique({ where: { id }, select: WHOSE });
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

const WHOSE = { id: true, patientId: true, encounterId: true } as const;

const keyOf = (row: { recordedAt: Date; id: string }) => [row.recordedAt.toISOString(), row.id];

function pageBy<Status extends string>(
  patientId: string,
  query: { limit: number; cursor?: string; clinicalStatus?: Status },
) {
  const [recordedAt, id] = readCursor(query.cursor, ['instant', 'uuid']) ?? [];
  const after =
    recordedAt && id
      ? { recordedAt: { lte: recordedAt }, OR: [{ recordedAt: { lt: recordedAt } }, { id: { lt: id } }] }
      : {};
  return {
    where: { patientId, clinicalStatus: query.clinicalStatus, ...after },
    orderBy: [{ recordedAt: 'desc' as const }, { id: 'desc' as const }],
    take: query.limit + 1,
  };
}
