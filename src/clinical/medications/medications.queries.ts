import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import { pageOf, readCursor } from '../../platform/routes/pagination.js';
import { PatientsService } from '../patients/patients.service.js';
import type { MedicationsQuery } from './dto/medication-request.dto.js';
import type { MedicationPage, MedicationRequestResponse } from './dto/medication-request.response.js';
import { MEDICATION_COLUMNS, toMedicationRequestResponse, type MedicationRow } from './medication-request.mapper.js';

/** Lists prescriptions of a patient, the latest written first. */
@Injectable()
export class MedicationsQueries {
  constructor(
    private readonly database: Database,
    private readonly patients: PatientsService,
  ) {}

  /** @throws Problem patientNotFound */
  async list(patientId: string, query: MedicationsQuery): Promise<MedicationPage> {
    const [authoredAt, id] = readCursor(query.cursor, ['instant', 'uuid']) ?? [null, null];
    const values = [patientId, query.status ?? null, authoredAt, id, query.limit + 1];
    await this.patients.requireKnown(patientId);
    const rows = await this.database.query<MedicationRow>(LIST, values);
    const keyOf = (row: MedicationRow) => [row.authoredAt.toISOString(), row.id];
    const page = pageOf<MedicationRow, MedicationRequestResponse>(rows, query, keyOf, toMedicationRequestResponse);
    return { patientId, ...page };
  }
}

/** $1 patient, $2 status or null, $3 and $4 where the page before ended or nulls, $5 how many. */
const LIST = {
  name: 'medications.list',
  text: `SELECT ${MEDICATION_COLUMNS} FROM medication_request
    WHERE patient_id = $1 AND ($2::text IS NULL OR status = $2)
      AND ($3::timestamptz IS NULL OR (authored_at, id) < ($3::timestamptz, $4::uuid))
    ORDER BY authored_at DESC, id DESC LIMIT $5`,
};
