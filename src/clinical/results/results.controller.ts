import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { listsOf, reads, writes } from '../../platform/routes/disclosure.js';
import { encounterProblems } from '../encounters/encounters.errors.js';
import { PageQuery } from '../../platform/routes/pagination.js';
import { Route } from '../../platform/routes/route.decorator.js';
import { orderProblems } from '../orders/orders.errors.js';
import { patientProblems } from '../patients/patients.errors.js';
import { ReceiveReportDto } from './dto/result.dto.js';
import { ReportPage, ReportResponse, ReportWithVersionsResponse } from './dto/result.response.js';
import { resultProblems } from './results.errors.js';
import { ResultsQueries } from './results.queries.js';
import { ResultsService } from './results.service.js';

const theirs = ({ id, patientId, encounterId }: ReportResponse) => ({ patientId, encounterId, entityId: id });

@ApiTags('results')
@Controller('api/v1')
export class ResultsController {
  constructor(
    private readonly results: ResultsService,
    private readonly queries: ResultsQueries,
  ) {}

  @Post('orders/:id/results')
  @Route({
    action: 'result.write',
    discloses: writes('diagnostic_report', theirs),
    creates: true,
    summary: 'Report on an order, or take its report further',
    description:
      'One order has one report. A final report completes the order. What is sent again unchanged changes nothing; ' +
      'values that are not named stay; what was final is changed with status corrected or amended, and stays readable. ' +
      'Results are taken in after the discharge too.',
    problems: [...Object.values(orderProblems), ...Object.values(resultProblems)],
  })
  receive(
    @Param('id', ParseUUIDPipe) orderId: string,
    @Body() input: ReceiveReportDto,
    @Req() { body }: FastifyRequest,
  ): Promise<ReportResponse> {
    return this.results.receive(orderId, input, body);
  }

  @Get('encounters/:id/results')
  @Route({
    action: 'result.read',
    discloses: listsOf('diagnostic_report'),
    summary: 'The reports of an encounter with the values that hold now, newest first',
    problems: [encounterProblems.encounterNotFound],
  })
  ofEncounter(@Param('id', ParseUUIDPipe) encounterId: string, @Query() query: PageQuery): Promise<ReportPage> {
    return this.queries.ofEncounter(encounterId, query);
  }

  @Get('patients/:id/results')
  @Route({
    action: 'result.read',
    discloses: listsOf('diagnostic_report'),
    summary: 'All reports on a patient, newest first',
    problems: [patientProblems.patientNotFound],
  })
  ofPatient(@Param('id', ParseUUIDPipe) patientId: string, @Query() query: PageQuery): Promise<ReportPage> {
    return this.queries.ofPatient(patientId, query);
  }

  @Get('results/:id')
  @Route({
    action: 'result.read',
    discloses: reads('diagnostic_report', theirs),
    decides: 'inline',
    summary: 'One report and everything it said before: who, when, what',
    problems: [resultProblems.resultNotFound],
  })
  get(@Param('id', ParseUUIDPipe) id: string): Promise<ReportWithVersionsResponse> {
    return this.queries.get(id);
  }
}
