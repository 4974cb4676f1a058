import { Injectable } from '@nestjs/common';
import { VersionHistory } from '../../platform/audit/version-history.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/prisma.js';
import { firstRow } from '../../platform/database/rows.js';
import { Problem } from '../../kernel/problem.js';
import { latestFirst, readPage, type KeysetList } from '../../platform/routes/keyset.js';
import { patientProblems } from '../patients/patients.errors.js';
import {
  ALLERGY_COLUMNS,
  ALLERGY_PEOPLE,
  toAllergyResponse,
  withOverlaps,
  type ActiveAllergy,
  type AllergyRow,
} from './allergy.mapper.js';
import type { AllergiesQuery } from './dto/allergy.dto.js';
import type { AllergyKnowledge, AllergyPage, AllergyResponse } from './dto/allergy.response.js';
import type { RecordHistoryResponse } from './dto/history.response.js';
import type { ProblemsQuery } from './dto/problem.dto.js';
import type { ProblemPage, ProblemResponse } from './dto/problem.response.js';
import { historyProblems } from './history.errors.js';
import { PROBLEM_COLUMNS, PROBLEM_PEOPLE, toProblemResponse, type ProblemRow } from './problem.mapper.js';
import { activeAllergies, allergyStatements } from './active-allergies.queries.js';

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
    const page = await readPage(this.database, ALLERGIES, query, [patientId], toAllergyResponse);
    const active = await this.database.query<ActiveAllergy>(ACTIVE, [patientId]);
    return { patientId, allergyStatus, ...page, items: page.items.map((one) => withOverlaps(one, active)) };
  }

  /** An allergy that was just recorded, with those that overlap with it, inside the transaction. */
  async recordedAllergyWithin(tx: Tx, id: string): Promise<AllergyResponse> {
    const allergy = await this.allergyWithin(tx, id);
    return withOverlaps(allergy, await tx.$queryRawUnsafe<ActiveAllergy[]>(ACTIVE.text, allergy.patientId));
  }

  /** An allergy, inside a transaction that has just written it. */
  async allergyWithin(tx: Tx, id: string): Promise<AllergyResponse> {
    return toAllergyResponse(firstRow(await tx.$queryRawUnsafe<AllergyRow[]>(ONE_ALLERGY, id)));
  }

  /** A problem, inside a transaction that has just written it. */
  async problemWithin(tx: Tx, id: string): Promise<ProblemResponse> {
    return toProblemResponse(firstRow(await tx.$queryRawUnsafe<ProblemRow[]>(ONE_PROBLEM, id)));
  }

  /** @throws Problem patientNotFound */
  async problems(patientId: string, query: ProblemsQuery): Promise<ProblemPage> {
    await this.knowledge(patientId);
    return { patientId, ...(await readPage(this.database, PROBLEMS, query, [patientId], toProblemResponse)) };
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

/** SQL of what rows of {@link allergyStatements} tell on the whole: whether one is active, else whether somebody asked about all of them. */
export const ALLERGY_KNOWLEDGE = `CASE
      WHEN bool_or(NOT none_known) THEN 'known'
      WHEN bool_or(none_known AND category IS NULL) THEN 'none-known'
      ELSE 'not-asked' END`;

/**
 * SQL of what is known of a patient's allergies on the whole. Not EXISTS: PostgreSQL may answer that from one look at all patients, in the
 * scope of whichever request came first.
 */
export const allergyKnowledgeSql = (patient: string): string =>
  `(SELECT ${ALLERGY_KNOWLEDGE} ${allergyStatements(patient)})`;

const ACTIVE = {
  name: 'history.activeAllergies',
  text: `SELECT id, code_system AS "codeSystem", code, display ${activeAllergies('$1::uuid')} ORDER BY recorded_at DESC, id DESC LIMIT 100`,
};

const KNOWLEDGE = {
  name: 'history.allergyKnowledge',
  text: `SELECT ${allergyKnowledgeSql('p.id')} AS knowledge FROM patient p WHERE p.id = $1`,
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

const list = (table: string, columns: string, people: string): KeysetList => ({
  name: `history.list:${table}`,
  select: `SELECT ${columns} FROM ${table} r ${people}`,
  where: 'r.patient_id = $1',
  filters: { clinicalStatus: (value) => `r.clinical_status = ${value}` },
  ...latestFirst('r', 'recorded_at', 'recordedAt'),
});
const ALLERGIES = list('allergy', ALLERGY_COLUMNS, ALLERGY_PEOPLE);
const PROBLEMS = list('problem', PROBLEM_COLUMNS, PROBLEM_PEOPLE);
const ONE_ALLERGY = `SELECT ${ALLERGY_COLUMNS} FROM allergy r ${ALLERGY_PEOPLE} WHERE r.id = $1::uuid`;
const ONE_PROBLEM = `SELECT ${PROBLEM_COLUMNS} FROM problem r ${PROBLEM_PEOPLE} WHERE r.id = $1::uuid`;
