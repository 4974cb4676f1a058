import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { listsOf, writes } from '../../../platform/routes/disclosure.js';
import { IfMatch } from '../../../platform/routes/entity-tag.js';
import { Route } from '../../../platform/routes/route.decorator.js';
import { encounterProblems } from '../../encounters/encounters.errors.js';
import { observationProblems } from '../observations.errors.js';
import { bedsideProblems } from './bedside.errors.js';
import { BedsideQueries } from './bedside.queries.js';
import { BedsideService } from './bedside.service.js';
import { AcknowledgeDto, AssessDto, BedsideQuery, EndSiteDto, EscalateDto, RecordSiteDto } from './dto/bedside.dto.js';
import {
  AssessmentPage,
  AssessmentResponse,
  EscalationPage,
  EscalationResponse,
  SitePage,
  SiteResponse,
} from './dto/bedside.response.js';
import { EscalationsService } from './escalations.service.js';

const theirs = ({ id, patientId, encounterId }: SiteResponse | AssessmentResponse | EscalationResponse) => ({
  patientId,
  encounterId,
  entityId: id,
});
const { encounterNotFound, encounterClosed, lateEntryNotYours, recordClosed } = encounterProblems;

@ApiTags('observations')
@Controller('api/v1')
export class BedsideController {
  constructor(
    private readonly bedside: BedsideService,
    private readonly calls: EscalationsService,
    private readonly queries: BedsideQueries,
  ) {}

  @Post('encounters/:id/sites')
  @Route({
    action: 'vitals.write',
    discloses: writes('bedside_site', theirs),
    creates: true,
    summary: 'Record a wound or a drain',
    problems: [encounterNotFound, encounterClosed, lateEntryNotYours, recordClosed],
  })
  recordSite(@Param('id', ParseUUIDPipe) id: string, @Body() input: RecordSiteDto): Promise<SiteResponse> {
    return this.bedside.recordSite(id, input);
  }

  @Get('encounters/:id/sites')
  @Route({
    action: 'chart.read',
    discloses: listsOf('bedside_site'),
    summary: 'Wounds and drains of an encounter, the latest first',
    problems: [encounterNotFound],
  })
  sites(@Param('id', ParseUUIDPipe) id: string, @Query() query: BedsideQuery): Promise<SitePage> {
    return this.queries.sites(id, query);
  }

  @Post('sites/:id/end')
  @Route({
    action: 'vitals.write',
    discloses: writes('bedside_site', theirs),
    versioned: true,
    summary: 'Say that a wound has healed or a drain was taken out',
    problems: [bedsideProblems.siteNotFound, bedsideProblems.siteEnded],
  })
  endSite(
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() input: EndSiteDto,
  ): Promise<SiteResponse> {
    return this.bedside.endSite(id, version, input);
  }

  @Post('encounters/:id/assessments')
  @Route({
    action: 'vitals.write',
    discloses: writes('nursing_assessment', theirs),
    creates: true,
    summary: 'Assess the risk of falling (Morse) or of a pressure ulcer (Braden), or a wound',
    problems: [encounterNotFound, encounterClosed, lateEntryNotYours, recordClosed],
  })
  assess(@Param('id', ParseUUIDPipe) id: string, @Body() input: AssessDto): Promise<AssessmentResponse> {
    return this.bedside.assess(id, input);
  }

  @Get('encounters/:id/assessments')
  @Route({
    action: 'chart.read',
    discloses: listsOf('nursing_assessment'),
    summary: 'Nursing assessments of an encounter with their risk and plan, the latest first',
    problems: [encounterNotFound],
  })
  assessments(@Param('id', ParseUUIDPipe) id: string, @Query() query: BedsideQuery): Promise<AssessmentPage> {
    return this.queries.assessments(id, query);
  }

  @Post('vitals/:id/escalate')
  @Route({
    action: 'vitals.write',
    discloses: writes('escalation', theirs),
    creates: true,
    summary: 'Call somebody to a patient because of a set of vital signs',
    problems: [
      observationProblems.vitalsNotFound,
      observationProblems.vitalsInError,
      bedsideProblems.escalationRaised,
      encounterClosed,
    ],
  })
  raise(@Param('id', ParseUUIDPipe) id: string, @Body() input: EscalateDto): Promise<EscalationResponse> {
    return this.calls.raise(id, input);
  }

  @Get('encounters/:id/escalations')
  @Route({
    action: 'chart.read',
    discloses: listsOf('escalation'),
    summary: 'Who was called to a patient, and what they answered, the latest first',
    problems: [encounterNotFound],
  })
  escalations(@Param('id', ParseUUIDPipe) id: string, @Query() query: BedsideQuery): Promise<EscalationPage> {
    return this.queries.escalations(id, query);
  }

  @Post('escalations/:id/acknowledge')
  @Route({
    action: 'escalation.acknowledge',
    discloses: writes('escalation', theirs),
    versioned: true,
    summary: 'Answer a call to a patient: what is done',
    problems: [bedsideProblems.escalationNotFound, bedsideProblems.escalationAcknowledged],
  })
  acknowledge(
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() input: AcknowledgeDto,
  ): Promise<EscalationResponse> {
    return this.calls.acknowledge(id, version, input);
  }
}
