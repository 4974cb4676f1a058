import { Injectable } from '@nestjs/common';
import type { MedicationRequest } from '../../generated/prisma/client.js';
import { Database } from '../../platform/database/database.js';
import { pageOf, readCursor } from '../../platform/routes/pagination.js';
import { PatientsService } from '../patients/patients.service.js';
import type { MedicationsQuery } from './dto/medication-request.dto.js';
import type { MedicationPage, MedicationRequestResponse } from './dto/medication-request.response.js';
import { toMedicationRequestResponse } from './medication-request.mapper.js';

/** Lists prescriptions of a patient, the latest written first. */
@Injectable()
export class MedicationsQueries {
  constructor(
    private readonly database: Database,
    private readonly patients: PatientsService,
  ) {}

  /** @throws Problem patientNotFound */
  async list(patientId: string, query: MedicationsQuery): Promise<MedicationPage> {
    const [authoredAt, id] = readCursor(query.cursor, ['instant', 'uuid']) ?? [];
    const after =
      authoredAt && id
        ? { authoredAt: { lte: authoredAt }, OR: [{ authoredAt: { lt: authoredAt } }, { id: { lt: id } }] }
        : {};
    await this.patients.requireKnown(patientId);
    const rows = await this.database.prisma.medicationRequest.findMany({
      where: { patientId, status: query.status, ...after },
      orderBy: [{ authoredAt: 'desc' }, { id: 'desc' }],
      take: query.limit + 1,
    });
    const keyOf = (row: MedicationRequest) => [row.authoredAt.toISOString(), row.id];
    const page = pageOf<MedicationRequest, MedicationRequestResponse>(rows, query, keyOf, toMedicationRequestResponse);
    return { patientId, ...page };
  }
}
