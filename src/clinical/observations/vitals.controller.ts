import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { listsOf, reads, writes } from '../../platform/routes/disclosure.js';
import { encounterProblems } from '../encounters/encounters.errors.js';
import { IfMatch } from '../../platform/routes/entity-tag.js';
import { Route } from '../../platform/routes/route.decorator.js';
import {
  ChartVitalsDto,
  CorrectVitalsDto,
  FlowsheetQuery,
  MarkVitalsInErrorDto,
  MoveVitalsDto,
  VitalsQuery,
} from './dto/vitals.dto.js';
import {
  ChartedVitalsResponse,
  FlowsheetResponse,
  ReplacedVitalsResponse,
  VitalsPage,
  VitalsResponse,
} from './dto/vitals.response.js';
import { observationProblems } from './observations.errors.js';
import { VitalsQueries } from './vitals.queries.js';
import { VitalsService } from './vitals.service.js';

const theirs = ({ id, patientId, encounterId }: VitalsResponse) => ({ patientId, encounterId, entityId: id });
const whereItWas = ({ replaced }: ReplacedVitalsResponse) => [replaced.patientId];

@ApiTags('observations')
@Controller('api/v1')
export class VitalsController {
  constructor(
    private readonly vitals: VitalsService,
    private readonly queries: VitalsQueries,
  ) {}

  @Post('encounters/:id/vitals')
  @Route({
    action: 'vitals.write',
    discloses: writes('vital_signs', theirs),
    decides: 'inline',
    creates: true,
    summary: 'Chart vital signs; the answer tells the early warning score',
    problems: [
      encounterProblems.encounterNotFound,
      encounterProblems.encounterClosed,
      observationProblems.confirmationNeeded,
    ],
  })
  chart(
    @Param('id', ParseUUIDPipe) encounterId: string,
    @Body() input: ChartVitalsDto,
  ): Promise<ChartedVitalsResponse> {
    return this.vitals.chart(encounterId, input);
  }

  @Get('encounters/:id/vitals')
  @Route({
    action: 'chart.read',
    discloses: listsOf('vital_signs'),
    summary: 'Vital signs of an encounter, the latest first',
    problems: [encounterProblems.encounterNotFound],
  })
  list(@Param('id', ParseUUIDPipe) encounterId: string, @Query() query: VitalsQuery): Promise<VitalsPage> {
    return this.queries.list(encounterId, query);
  }

  @Get('encounters/:id/flowsheet')
  @Route({
    action: 'chart.read',
    discloses: reads('vital_signs', ({ patientId, encounterId }: FlowsheetResponse) => ({ patientId, encounterId })),
    summary: 'Vital signs as a sheet: a column for each time, a row for each parameter',
    problems: [encounterProblems.encounterNotFound],
  })
  flowsheet(
    @Param('id', ParseUUIDPipe) encounterId: string,
    @Query() query: FlowsheetQuery,
  ): Promise<FlowsheetResponse> {
    return this.queries.flowsheet(encounterId, query);
  }

  @Get('vitals/:id')
  @Route({
    action: 'chart.read',
    discloses: reads('vital_signs', theirs),
    decides: 'inline',
    summary: 'One set of vital signs',
    problems: [observationProblems.vitalsNotFound],
  })
  get(@Param('id', ParseUUIDPipe) id: string): Promise<VitalsResponse> {
    return this.queries.get(id);
  }

  @Post('vitals/:id/mark-in-error')
  @Route({
    action: 'vitals.write',
    discloses: writes('vital_signs', theirs),
    versioned: true,
    summary: 'Mark vital signs as entered in error; they stay readable',
    problems: [observationProblems.vitalsNotFound, observationProblems.vitalsInError],
  })
  markInError(
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() { reason }: MarkVitalsInErrorDto,
  ): Promise<VitalsResponse> {
    return this.vitals.markInError(id, version, reason);
  }

  @Post('vitals/:id/correct')
  @Route({
    action: 'vitals.write',
    discloses: writes('vital_signs', theirs),
    versioned: true,
    summary: 'Put the right set in the place of one that was charted wrong; both stay readable',
    problems: [
      observationProblems.vitalsNotFound,
      observationProblems.vitalsInError,
      observationProblems.confirmationNeeded,
      encounterProblems.encounterClosed,
    ],
  })
  correct(
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() input: CorrectVitalsDto,
  ): Promise<ReplacedVitalsResponse> {
    return this.vitals.correct(id, version, input);
  }

  @Post('vitals/:id/move')
  @Route({
    action: 'vitals.write',
    discloses: writes('vital_signs', theirs, whereItWas),
    versioned: true,
    summary: 'Chart a set for the patient whose it is, and mark it as an error where it was charted',
    problems: [
      observationProblems.vitalsNotFound,
      observationProblems.vitalsInError,
      observationProblems.movedToItself,
      observationProblems.confirmationNeeded,
      encounterProblems.encounterNotFound,
      encounterProblems.encounterClosed,
    ],
  })
  move(
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() input: MoveVitalsDto,
  ): Promise<ReplacedVitalsResponse> {
    return this.vitals.move(id, version, input);
  }
}
