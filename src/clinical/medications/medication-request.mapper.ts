import type { MedicationRequest } from '../../generated/prisma/client.js';
import { modelColumns } from '../../platform/database/model-columns.js';
import type { MedicationRequestResponse } from './dto/medication-request.response.js';
import type { MedicationIntent, MedicationStatus } from './new-medication-request.js';

/** A prescription as {@link MEDICATION_COLUMNS} reads it. */
export type MedicationRow = Omit<MedicationRequest, 'recordedBy' | 'createdAt'>;

/** Columns of a prescription `m`. */
export const MEDICATION_COLUMNS = modelColumns('MedicationRequest', 'm', ['recordedBy', 'createdAt']);

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
