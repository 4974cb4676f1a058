import type { Allergy } from '../../generated/prisma/client.js';
import type { AllergyResponse } from './dto/allergy.response.js';
import type { AllergyCategory, AllergyStatus, AllergyVerification, Criticality } from './history.rules.js';
import { partialInstantText } from '../datatypes/partial-instant.js';

/** An allergy as a model, or as {@link ALLERGY_COLUMNS} reads it. */
export type AllergyRow = Omit<Allergy, 'createdAt'>;

export const ALLERGY_COLUMNS = `id, patient_id AS "patientId", encounter_id AS "encounterId", code_system AS "codeSystem", code, display,
  none_known AS "noneKnown", category, criticality, reaction, clinical_status AS "clinicalStatus",
  verification_status AS "verificationStatus", onset_at AS "onsetAt", onset_precision AS "onsetPrecision",
  recorded_by AS "recordedBy", recorded_at AS "recordedAt", version, updated_at AS "updatedAt"`;

export function toAllergyResponse(row: AllergyRow): AllergyResponse {
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
