import { Controller, Get, Param, ParseUUIDPipe, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { listsOf } from '../../platform/routes/disclosure.js';
import { Route } from '../../platform/routes/route.decorator.js';
import { patientProblems } from '../patients/patients.errors.js';
import { ObservationsQuery } from './dto/observation.dto.js';
import { ObservationPage } from './dto/observation.response.js';
import { ObservationsQueries } from './observations.queries.js';

@ApiTags('observations')
@Controller('api/v1/patients')
export class ObservationsController {
  constructor(private readonly queries: ObservationsQueries) {}

  @Get(':id/observations')
  @Route({
    action: 'chart.read',
    discloses: listsOf('observation'),
    summary: 'What was observed of a patient, the latest first; by code, vital signs charted here too',
    problems: [patientProblems.patientNotFound],
  })
  list(@Param('id', ParseUUIDPipe) patientId: string, @Query() query: ObservationsQuery): Promise<ObservationPage> {
    return this.queries.ofPatient(patientId, query);
  }
}
