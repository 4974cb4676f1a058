import { Body, Controller, Get, Param, ParseUUIDPipe, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { listsOf, reads, writes } from '../../platform/routes/disclosure.js';
import { encounterProblems } from '../encounters/encounters.errors.js';
import { IfMatch } from '../../platform/routes/entity-tag.js';
import { Route } from '../../platform/routes/route.decorator.js';
import { patientProblems } from '../patients/patients.errors.js';
import { CreateProblemDto, ProblemsQuery, UpdateProblemDto } from './dto/problem.dto.js';
import { ProblemPage, RecordedProblemResponse } from './dto/problem.response.js';
import { RecordHistoryResponse } from './dto/history.response.js';
import { historyProblems } from './history.errors.js';
import { HistoryQueries } from './history.queries.js';
import { ProblemsService } from './problems.service.js';

const whose = ({ id, patientId, encounterId }: RecordedProblemResponse | RecordHistoryResponse) => ({
  patientId,
  encounterId,
  entityId: id,
});

@ApiTags('history')
@Controller('api/v1')
export class ProblemsController {
  constructor(
    private readonly problemService: ProblemsService,
    private readonly queries: HistoryQueries,
  ) {}

  @Post('patients/:id/problems')
  @Route({
    action: 'problem.write',
    discloses: writes('problem', whose),
    creates: true,
    summary: 'Record a diagnosis or other problem',
    description:
      'The text belongs to an ICD-10 code that is on the list; other words stay in `note`. A diagnosis that hardly fits the sex or age is ' +
      'asked about. An encounter has one main diagnosis; it is also told after the stay, and with a reason once the record is closed.',
    problems: [
      patientProblems.patientNotFound,
      encounterProblems.encounterNotFound,
      encounterProblems.encounterClosed,
      encounterProblems.lateEntryNotYours,
      encounterProblems.recordClosed,
      historyProblems.diagnosisImprobable,
      historyProblems.mainDiagnosisExists,
    ],
  })
  record(
    @Param('id', ParseUUIDPipe) patientId: string,
    @Body() input: CreateProblemDto,
  ): Promise<RecordedProblemResponse> {
    return this.problemService.record(patientId, input);
  }

  @Get('patients/:id/problems')
  @Route({
    action: 'chart.read',
    discloses: listsOf('problem'),
    summary: 'The problems of a patient, the latest recorded first',
    problems: [patientProblems.patientNotFound],
  })
  list(@Param('id', ParseUUIDPipe) patientId: string, @Query() query: ProblemsQuery): Promise<ProblemPage> {
    return this.queries.problems(patientId, query);
  }

  @Patch('problems/:id')
  @Route({
    action: 'problem.write',
    discloses: writes('problem', whose),
    versioned: true,
    summary: 'Change how a problem goes, or mark it as entered in error (merge patch)',
    problems: [
      historyProblems.problemNotFound,
      historyProblems.enteredInError,
      historyProblems.mainDiagnosisExists,
      encounterProblems.recordClosed,
      encounterProblems.lateEntryNotYours,
    ],
  })
  update(
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() input: UpdateProblemDto,
  ): Promise<RecordedProblemResponse> {
    return this.problemService.update(id, version, input);
  }

  @Get('problems/:id/history')
  @Route({
    action: 'chart.read',
    discloses: reads('problem', whose),
    summary: 'Who changed it, when, and which fields',
    problems: [historyProblems.problemNotFound],
  })
  history(@Param('id', ParseUUIDPipe) id: string): Promise<RecordHistoryResponse> {
    return this.queries.problemHistory(id);
  }
}
