import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import { latestFirst, readPage, type KeysetList } from '../../platform/routes/keyset.js';
import { PatientsService } from '../patients/patients.service.js';
import type { MedicationsQuery } from './dto/medication-request.dto.js';
import type { MedicationPage } from './dto/medication-request.response.js';
import { MEDICATION_COLUMNS, toMedicationRequestResponse } from './medication-request.mapper.js';

/** Lists prescriptions of a patient, the latest written first. */
@Injectable()
export class MedicationsQueries {
  constructor(
    private readonly database: Database,
    private readonly patients: PatientsService,
  ) {}

  /** @throws Problem patientNotFound */
  async list(patientId: string, query: MedicationsQuery): Promise<MedicationPage> {
    await this.patients.requireKnown(patientId);
    return { patientId, ...(await readPage(this.database, LIST, query, [patientId], toMedicationRequestResponse)) };
  }
}

const LIST: KeysetList = {
  name: 'medications.list',
  select: `SELECT ${MEDICATION_COLUMNS} FROM medication_request m`,
  where: 'm.patient_id = $1',
  filters: { status: (value) => `m.status = ${value}` },
  ...latestFirst('m', 'authored_at', 'authoredAt'),
};
