import type { Allergy } from '../../generated/prisma/client.js';
import type { AllergyResponse } from './dto/allergy.response.js';
import type { AllergyCategory, AllergyStatus, AllergyVerification, Criticality } from './history.rules.js';
import { partialInstantText } from '../datatypes/partial-instant.js';

export function toAllergyResponse(row: Allergy): AllergyResponse {
  return {
    id: row.id,
    patientId: row.patientId,
    encounterId: row.encounterId,
    code: { system: row.codeSystem, code: row.code, display: row.display },
    noneKnown: row.noneKnown,
    category: row.category as AllergyCategory | null,
    criticality: row.criticality as Criticality | null,
    reaction: row.reaction,
    clinicalStatus: row.clinicalStatus as AllergyStatus,
    verificationStatus: row.verificationStatus as AllergyVerification,
    onset: partialInstantText(row.onsetAt, row.onsetPrecision),
    recordedBy: row.recordedBy,
    recordedAt: row.recordedAt.toISOString(),
    version: row.version,
    updatedAt: row.updatedAt.toISOString(),
  };
}
