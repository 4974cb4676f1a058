import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { lists, listsOf, reads, writes } from '../routes/disclosure.js';
import { IfMatch } from '../routes/entity-tag.js';
import { Route } from '../routes/route.decorator.js';
import { careProblems } from './care.errors.js';
import { BreakGlassService } from './break-glass.service.js';
import { CareQueries } from './care.queries.js';
import { CareService } from './care.service.js';
import { BreakGlassDto, BreakGlassQuery, BreakGlassReviewDto, ConsultationDto, ReferralDto } from './dto/care.dto.js';
import {
  AccessExplanationResponse,
  AccessGrantPage,
  AccessGrantResponse,
  PatientGrantsResponse,
} from './dto/care.response.js';

const { noCareRelationship, grantNeedsClinician, consultNeedsTreatment, ownRecord, grantWardUnknown } = careProblems;
const theirs = ({ id, patientId }: AccessGrantResponse) => ({ patientId, entityId: id });

@ApiTags('care')
@Controller('api/v1')
export class CareController {
  constructor(
    private readonly care: CareService,
    private readonly emergencies: BreakGlassService,
    private readonly queries: CareQueries,
  ) {}

  @Get('patients/:id/access')
  @Route({
    action: 'care.explain',
    scope: 'nobody',
    discloses: reads('care_decision', ({ patientId }: AccessExplanationResponse) => ({ patientId })),
    summary: 'Why, or why not, may I see this patient',
    problems: [careProblems.grantPatientUnknown],
  })
  explain(@Param('id', ParseUUIDPipe) id: string): Promise<AccessExplanationResponse> {
    return this.care.explain(id);
  }

  @Post('patients/:id/consultations')
  @Route({
    action: 'care.consult',
    discloses: writes('access_grant', theirs),
    creates: true,
    summary: 'Ask a colleague of another ward into the care of a patient, for a time',
    problems: [noCareRelationship, consultNeedsTreatment, grantNeedsClinician, ownRecord],
  })
  consult(@Param('id', ParseUUIDPipe) id: string, @Body() input: ConsultationDto): Promise<AccessGrantResponse> {
    return this.care.consult(id, input);
  }

  @Post('patients/:id/referrals')
  @Route({
    action: 'care.consult',
    discloses: writes('access_grant', theirs),
    creates: true,
    summary: 'Refer a patient to a ward or clinic: whoever works there sees the record, for a time',
    problems: [noCareRelationship, consultNeedsTreatment, grantWardUnknown],
  })
  refer(@Param('id', ParseUUIDPipe) id: string, @Body() input: ReferralDto): Promise<AccessGrantResponse> {
    return this.care.refer(id, input);
  }

  @Get('patients/:id/grants')
  @Route({
    action: 'care.consult',
    discloses: listsOf('access_grant'),
    summary: 'Who was consulted or referred to and may see the patient now, the latest first',
    problems: [noCareRelationship],
  })
  grants(@Param('id', ParseUUIDPipe) id: string): Promise<PatientGrantsResponse> {
    return this.queries.ofPatient(id);
  }

  @Post('grants/:id/end')
  @Route({
    action: 'care.consult',
    discloses: writes('access_grant', theirs),
    versioned: true,
    summary: 'End a consultation, a referral or an emergency access of my own before its time',
    problems: [noCareRelationship, consultNeedsTreatment, careProblems.grantNotFound, careProblems.grantOver],
  })
  end(@Param('id', ParseUUIDPipe) id: string, @IfMatch() version: number): Promise<AccessGrantResponse> {
    return this.care.end(id, version);
  }

  @Post('break-glass')
  @Route({
    action: 'care.break-glass',
    scope: 'nobody',
    discloses: writes('access_grant', theirs),
    creates: true,
    summary: 'Open a patient of another ward in an emergency, for four hours; the privacy officer reviews each use',
    problems: [
      careProblems.grantPatientUnknown,
      ownRecord,
      careProblems.breakGlassTooOften,
      careProblems.accessWithdrawn,
    ],
  })
  breakGlass(@Body() input: BreakGlassDto): Promise<AccessGrantResponse> {
    return this.emergencies.open(input);
  }

  @Get('break-glass')
  @Route({
    action: 'care.review',
    scope: 'nobody',
    discloses: lists('access_grant', theirs),
    summary: 'Emergency accesses, the latest first: all, waiting for review, overdue, or reviewed',
    description:
      'With them what else is reviewed: patients whom somebody took into their own ward without a tie to them before.',
  })
  list(@Query() query: BreakGlassQuery): Promise<AccessGrantPage> {
    return this.queries.breakGlass(query);
  }

  @Post('break-glass/:id/end')
  @Route({
    action: 'care.break-glass',
    scope: 'nobody',
    discloses: writes('access_grant', theirs),
    versioned: true,
    summary: 'End an emergency access of my own before its time',
    problems: [careProblems.grantNotFound, careProblems.grantOver],
  })
  endBreakGlass(@Param('id', ParseUUIDPipe) id: string, @IfMatch() version: number): Promise<AccessGrantResponse> {
    return this.emergencies.end(id, version);
  }

  @Post('break-glass/:id/review')
  @Route({
    action: 'care.review',
    scope: 'nobody',
    discloses: writes('access_grant', theirs),
    versioned: true,
    summary: 'Close the review of an emergency access with what was found',
    description:
      'What is unjustified ends at once, with what was built on it: admissions and transfers made under it, and who was asked in since.',
    problems: [careProblems.grantNotFound, careProblems.grantReviewed, careProblems.grantOwn],
  })
  review(
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() input: BreakGlassReviewDto,
  ): Promise<AccessGrantResponse> {
    return this.emergencies.review(id, version, input);
  }
}
