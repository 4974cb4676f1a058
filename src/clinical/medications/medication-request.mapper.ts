import type { MedicationRequest } from '../../generated/prisma/client.js';
import type { MedicationRequestResponse } from './dto/medication-request.response.js';
import type { MedicationIntent, MedicationStatus } from './new-medication-request.js';

export function toMedicationRequestResponse(row: MedicationRequest): MedicationRequestResponse {
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
