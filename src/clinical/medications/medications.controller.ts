import { Controller, Get, Param, ParseUUIDPipe, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { listsOf } from '../../platform/routes/disclosure.js';
import { Route } from '../../platform/routes/route.decorator.js';
import { patientProblems } from '../patients/patients.errors.js';
import { MedicationsQuery } from './dto/medication-request.dto.js';
import { MedicationPage } from './dto/medication-request.response.js';
import { MedicationsQueries } from './medications.queries.js';

@ApiTags('medications')
@Controller('api/v1/patients/:id/medications')
export class MedicationsController {
  constructor(private readonly queries: MedicationsQueries) {}

  @Get()
  @Route({
    action: 'chart.read',
    discloses: listsOf('medication_request'),
    summary: 'The prescriptions of a patient, the latest written first',
    problems: [patientProblems.patientNotFound],
  })
  list(@Param('id', ParseUUIDPipe) patientId: string, @Query() query: MedicationsQuery): Promise<MedicationPage> {
    return this.queries.list(patientId, query);
  }
}
