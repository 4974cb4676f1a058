import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { careProblems } from '../../platform/care/care.errors.js';
import { lists, writes } from '../../platform/routes/disclosure.js';
import { IfMatch } from '../../platform/routes/entity-tag.js';
import { Route } from '../../platform/routes/route.decorator.js';
import { ofEncounter } from './encounter.mapper.js';
import { ArrivalService } from './arrival.service.js';
import { QueueQuery, TriageDto } from './dto/arrival.dto.js';
import { EncounterResponse } from './dto/encounter.response.js';
import { QueuePage, type QueueRowResponse } from './dto/queue.response.js';
import { encounterProblems } from './encounters.errors.js';
import { QueueQueries } from './queue.queries.js';

const { encounterNotFound, encounterClosed, triageNotMeant, alreadySeen } = encounterProblems;
const { stayOfAnotherWard } = careProblems;

@ApiTags('encounters')
@Controller('api/v1')
export class ArrivalController {
  constructor(
    private readonly arrivals: ArrivalService,
    private readonly queues: QueueQueries,
  ) {}

  @Get('wards/:id/queue')
  @Route({
    action: 'encounter.read',
    scope: 'ward',
    discloses: lists('encounter', ({ patientId, encounterId }: QueueRowResponse) => ({ patientId, encounterId })),
    summary:
      'Who waits for a doctor in a clinic or emergency ward, how long, and who is with one; the most urgent first',
  })
  queue(@Param('id', ParseUUIDPipe) id: string, @Query() query: QueueQuery): Promise<QueuePage> {
    return this.queues.queue(id, query);
  }

  @Post('encounters/:id/triage')
  @Route({
    action: 'encounter.triage',
    discloses: writes('encounter', ofEncounter),
    versioned: true,
    summary: 'Say how urgent an emergency or a visit is, from 1 to 5',
    problems: [encounterNotFound, encounterClosed, triageNotMeant, stayOfAnotherWard],
  })
  triage(
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() input: TriageDto,
  ): Promise<EncounterResponse> {
    return this.arrivals.triage(id, version, input);
  }

  @Post('encounters/:id/seen')
  @Route({
    action: 'visit.write',
    discloses: writes('encounter', ofEncounter),
    versioned: true,
    summary: 'Call the patient in: a doctor sees them, and they wait no longer',
    problems: [encounterNotFound, encounterClosed, triageNotMeant, alreadySeen, stayOfAnotherWard],
  })
  see(@Param('id', ParseUUIDPipe) id: string, @IfMatch() version: number): Promise<EncounterResponse> {
    return this.arrivals.see(id, version);
  }
}
