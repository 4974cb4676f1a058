import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { searches } from '../../platform/routes/disclosure.js';
import { Route } from '../../platform/routes/route.decorator.js';
import { AuditedPatientPage, AuditedPatientsQuery, type AuditedPatientResponse } from './dto/audited-patient.dto.js';
import { PatientsQueries } from './patients.queries.js';

/** Finds the patient whose trail somebody wants to look at, for those who see no charts. */
@ApiTags('audit')
@Controller('api/v1/audit/patients')
export class AuditedPatientsController {
  constructor(private readonly queries: PatientsQueries) {}

  @Get()
  @Route({
    action: 'audit.read',
    discloses: searches('patient', ({ id }: AuditedPatientResponse) => ({ patientId: id, entityId: id })),
    summary: 'Find a patient by MRN, name or identifier, to ask the trail about them',
    description: 'Answers id, MRN, name and birth date, and nothing of the record. The search is on the trail.',
  })
  async find(@Query() { mrn, ...query }: AuditedPatientsQuery): Promise<AuditedPatientPage> {
    const { items, next } = await this.queries.search({ ...query, mrnPart: mrn });
    return {
      items: items.map(({ id, mrn: number, fullName, birthDate }) => ({ id, mrn: number, fullName, birthDate })),
      next,
    };
  }
}
