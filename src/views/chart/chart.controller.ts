import { Controller, Get, Param, ParseUUIDPipe } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { reads } from '../../platform/routes/disclosure.js';
import { Route } from '../../platform/routes/route.decorator.js';
import { patientProblems } from '../../clinical/patients/patients.errors.js';
import { ChartQueries } from './chart.queries.js';
import { ChartResponse } from './dto/chart.response.js';

const theirs = ({ patient, encounter }: ChartResponse) => ({
  patientId: patient.id,
  encounterId: encounter?.id,
  entityId: patient.id,
});

@ApiTags('chart')
@Controller('api/v1/patients/:id/chart')
export class ChartController {
  constructor(private readonly queries: ChartQueries) {}

  @Get()
  @Route({
    action: 'chart.read',
    discloses: reads('chart', theirs),
    decides: 'inline',
    summary: 'The whole patient on one page: what is active, open and latest',
    problems: [patientProblems.patientNotFound],
  })
  open(@Param('id', ParseUUIDPipe) patientId: string): Promise<ChartResponse> {
    return this.queries.open(patientId);
  }
}
