import type { Problem } from '../../generated/prisma/client.js';
import type { ProblemResponse } from './dto/problem.response.js';
import type { ProblemStatus, ProblemVerification } from './history.rules.js';
import { partialInstantText } from '../datatypes/partial-instant.js';

/** A problem as a model, or as {@link PROBLEM_COLUMNS} reads it. */
export type ProblemRow = Omit<Problem, 'createdAt'>;

export const PROBLEM_COLUMNS = `id, patient_id AS "patientId", encounter_id AS "encounterId", code_system AS "codeSystem", code, display,
  clinical_status AS "clinicalStatus", verification_status AS "verificationStatus", onset_at AS "onsetAt",
  onset_precision AS "onsetPrecision", abated_at AS "abatedAt", abated_precision AS "abatedPrecision", recorded_by AS "recordedBy",
  recorded_at AS "recordedAt", version, updated_at AS "updatedAt"`;

export function toProblemResponse(row: ProblemRow): ProblemResponse {
  return {
    id: row.id,
    patientId: row.patientId,
    encounterId: row.encounterId,
    code: { system: row.codeSystem, code: row.code, display: row.display },
    clinicalStatus: row.clinicalStatus as ProblemStatus,
    verificationStatus: row.verificationStatus as ProblemVerification,
    onset: partialInstantText(row.onsetAt, row.onsetPrecision),
    abatement: partialInstantText(row.abatedAt, row.abatedPrecision),
    recordedBy: row.recordedBy,
    recordedAt: row.recordedAt.toISOString(),
    version: row.version,
    updatedAt: row.updatedAt.toISOString(),
  };
}
