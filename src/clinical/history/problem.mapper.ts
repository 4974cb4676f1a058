import type { Problem } from '../../generated/prisma/client.js';
import type { ProblemResponse } from './dto/problem.response.js';
import type { ProblemStatus, ProblemVerification } from './history.rules.js';
import { partialInstantText } from '../datatypes/partial-instant.js';

export function toProblemResponse(row: Problem): ProblemResponse {
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
