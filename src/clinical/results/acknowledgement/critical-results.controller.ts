import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { lists } from '../../../platform/routes/disclosure.js';
import { Route } from '../../../platform/routes/route.decorator.js';
import { TaskResponse } from '../../tasks/dto/task.response.js';
import { patientOfTask, WRITES_TASK } from '../../tasks/task.mapper.js';
import { taskProblems } from '../../tasks/tasks.errors.js';
import { resultProblems } from '../results.errors.js';
import { AcknowledgeResultsService } from './acknowledge-results.service.js';
import { CriticalResultsQueries } from './critical-results.queries.js';
import { AcknowledgeResultDto, CriticalResultsQuery, InboxQuery } from './dto/critical-results.dto.js';
import { CriticalResultPage, InboxPage, type InboxItemResponse } from './dto/critical-results.response.js';

const ofReport = ({ id, patient, encounterId }: InboxItemResponse) => ({
  patientId: patient.id,
  encounterId,
  entityId: id,
});

@ApiTags('results')
@Controller('api/v1/results')
export class CriticalResultsController {
  constructor(
    private readonly acknowledgements: AcknowledgeResultsService,
    private readonly queries: CriticalResultsQueries,
  ) {}

  @Get('critical')
  @Route({
    action: 'result.read',
    scope: 'mine',
    discloses: lists('task', patientOfTask),
    summary: 'Critical results, and to whom they have gone: those that wait for somebody, the oldest first',
  })
  critical(@Query() { status, ...query }: CriticalResultsQuery): Promise<CriticalResultPage> {
    return this.queries.critical(status, query);
  }

  @Get('inbox')
  @Route({
    action: 'result.read',
    scope: 'mine',
    discloses: lists('diagnostic_report', ofReport),
    summary: 'Results that came for me in the last thirty days, the latest first',
  })
  inbox(@Query() query: InboxQuery): Promise<InboxPage> {
    return this.queries.inbox(query);
  }

  @Post(':id/acknowledge')
  @Route({
    action: 'result.acknowledge',
    discloses: WRITES_TASK,
    summary: 'Acknowledge a critical result, and say back its value: whoever is first has it',
    problems: [
      resultProblems.resultNotFound,
      resultProblems.nothingToAcknowledge,
      resultProblems.readBackDiffers,
      taskProblems.readBackNeeded,
      taskProblems.taskAcknowledged,
    ],
  })
  acknowledge(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { readBack }: AcknowledgeResultDto,
  ): Promise<TaskResponse> {
    return this.acknowledgements.acknowledge(id, readBack);
  }
}
