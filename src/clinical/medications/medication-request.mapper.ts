import type { MedicationRequest } from '../../generated/prisma/client.js';
import type { MedicationRequestResponse } from './dto/medication-request.response.js';
import type { MedicationIntent, MedicationStatus } from './new-medication-request.js';

/** A prescription as a model, or as {@link MEDICATION_COLUMNS} reads it. */
export type MedicationRow = Omit<MedicationRequest, 'recordedBy' | 'createdAt'>;

export const MEDICATION_COLUMNS = `id, patient_id AS "patientId", encounter_id AS "encounterId", status, intent, code_system AS "codeSystem",
  code, display, dosage_text AS "dosageText", authored_at AS "authoredAt", version, updated_at AS "updatedAt"`;

export function toMedicationRequestResponse(row: MedicationRow): MedicationRequestResponse {
  return {
    id: row.id,
    patientId: row.patientId,
    encounterId: row.encounterId,
    status: row.status as MedicationStatus,
    intent: row.intent as MedicationIntent,
    code: { system: row.codeSystem, code: row.code, display: row.display },
    dosageText: row.dosageText,
    authoredAt: row.authoredAt.toISOString(),
    version: row.version,
    updatedAt: row.updatedAt.toISOString(),
  };
}
