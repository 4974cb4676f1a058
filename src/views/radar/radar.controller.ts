import { Body, Controller, Get, Param, ParseUUIDPipe, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Disclosure } from '../../platform/routes/disclosure.js';
import { IfMatch } from '../../platform/routes/entity-tag.js';
import { PageQuery } from '../../platform/routes/pagination.js';
import { Route } from '../../platform/routes/route.decorator.js';
import { RadarCasesQuery, RadarExceptionDto, RadarRuleDto, ReviewDto } from './dto/radar.dto.js';
import {
  RadarCasePage,
  RadarCaseResponse,
  RadarExceptionPage,
  RadarExceptionResponse,
  RadarRuleList,
  RadarRuleResponse,
  RadarRunResponse,
} from './dto/radar.response.js';
import { radarProblems } from './radar.errors.js';
import { RadarQueries } from './radar.queries.js';
import { RadarRunner } from './radar.runner.js';
import { RadarService } from './radar.service.js';

const { radarCaseNotFound, radarCaseClosed, radarOwnCase, radarRuleNotFound, radarRunning } = radarProblems;
const ofPatient = ({ patientId }: { patientId: string | null }) => (patientId ? [{ patientId }] : []);

/** Cases about a person's day name no patient, so each answer is recorded as a list of those it names. */
const caseShown: Disclosure = {
  kind: 'list',
  entity: 'radar_case',
  shown: (answer: RadarCaseResponse | RadarExceptionResponse) => ofPatient(answer),
};
const casesShown: Disclosure = {
  ...caseShown,
  shown: ({ items }: { items: { patientId: string | null }[] }) => items.flatMap(ofPatient),
};

@ApiTags('radar')
@Controller('api/v1/radar')
export class RadarController {
  constructor(
    private readonly radar: RadarService,
    private readonly queries: RadarQueries,
    private readonly runner: RadarRunner,
  ) {}

  @Get('cases')
  @Route({ action: 'radar.read', discloses: casesShown, summary: 'Suspicions, newest first' })
  cases(@Query() query: RadarCasesQuery): Promise<RadarCasePage> {
    return this.queries.cases(query);
  }

  @Get('cases/:id')
  @Route({ action: 'radar.read', discloses: caseShown, summary: 'One suspicion', problems: [radarCaseNotFound] })
  case(@Param('id', ParseUUIDPipe) id: string): Promise<RadarCaseResponse> {
    return this.queries.case(id);
  }

  @Post('cases/:id/review')
  @Route({
    action: 'radar.review',
    discloses: caseShown,
    versioned: true,
    summary: 'Close a case with what was found',
    problems: [radarCaseNotFound, radarCaseClosed, radarOwnCase],
  })
  review(
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() input: ReviewDto,
  ): Promise<RadarCaseResponse> {
    return this.radar.review(id, version, input);
  }

  @Post('run')
  @Route({
    action: 'radar.review',
    discloses: 'nothing',
    summary: 'Look at what has settled since the last run, now',
    problems: [radarRunning],
  })
  run(): Promise<RadarRunResponse> {
    return this.runner.run();
  }

  @Get('rules')
  @Route({
    action: 'radar.read',
    discloses: 'nothing',
    summary: 'The rules, their thresholds, and how often each was right',
  })
  async rules(): Promise<RadarRuleList> {
    return { items: await this.queries.rules(), next: null };
  }

  @Get('rules/:code')
  @Route({ action: 'radar.read', discloses: 'nothing', summary: 'One rule', problems: [radarRuleNotFound] })
  rule(@Param('code') code: string): Promise<RadarRuleResponse> {
    return this.queries.rule(code);
  }

  @Patch('rules/:code')
  @Route({
    action: 'radar.manage',
    discloses: 'nothing',
    versioned: true,
    summary: 'Switch a rule on or off, or change its thresholds (merge patch)',
    problems: [radarRuleNotFound],
  })
  tune(
    @Param('code') code: string,
    @IfMatch() version: number,
    @Body() input: RadarRuleDto,
  ): Promise<RadarRuleResponse> {
    return this.radar.tune(code, version, input);
  }

  @Get('exceptions')
  @Route({ action: 'radar.read', discloses: casesShown, summary: 'What need not be looked at, newest first' })
  exceptions(@Query() query: PageQuery): Promise<RadarExceptionPage> {
    return this.queries.exceptions(query);
  }

  @Post('exceptions')
  @Route({
    action: 'radar.manage',
    discloses: caseShown,
    creates: true,
    summary: 'Leave a person out with a patient or under a rule, until a date',
  })
  except(@Body() input: RadarExceptionDto): Promise<RadarExceptionResponse> {
    return this.radar.except(input);
  }
}
