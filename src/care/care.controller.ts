import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { lists, reads, writes } from '../audit/disclosure.js';
import { IfMatch } from '../http/entity-tag.js';
import { Route } from '../http/route.decorator.js';
import { careProblems } from './care.errors.js';
import { CareQueries } from './care.queries.js';
import { CareService } from './care.service.js';
import { BreakGlassDto, BreakGlassQuery, BreakGlassReviewDto, ConsultationDto } from './dto/care.dto.js';
import { AccessExplanationResponse, AccessGrantPage, AccessGrantResponse } from './dto/care.response.js';

const theirs = ({ id, patientId }: AccessGrantResponse) => ({ patientId, entityId: id });

@ApiTags('care')
@Controller('api/v1')
export class CareController {
  constructor(
    private readonly care: CareService,
    private readonly queries: CareQueries,
  ) {}

  @Get('patients/:id/access')
  @Route({
    action: 'care.explain',
    sight: 'nobody',
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
    problems: [careProblems.noCareRelationship, careProblems.grantNeedsClinician],
  })
  consult(@Param('id', ParseUUIDPipe) id: string, @Body() input: ConsultationDto): Promise<AccessGrantResponse> {
    return this.care.consult(id, input);
  }

  @Post('break-glass')
  @Route({
    action: 'care.break-glass',
    sight: 'nobody',
    discloses: writes('access_grant', theirs),
    creates: true,
    summary: 'Open a patient of another ward in an emergency, for four hours; the privacy officer reviews each use',
    problems: [careProblems.grantPatientUnknown],
  })
  breakGlass(@Body() input: BreakGlassDto): Promise<AccessGrantResponse> {
    return this.care.breakGlass(input);
  }

  @Get('break-glass')
  @Route({
    action: 'care.review',
    sight: 'nobody',
    discloses: lists('access_grant', theirs),
    summary: 'Emergency accesses, the latest first: all, waiting for review, overdue, or reviewed',
  })
  list(@Query() query: BreakGlassQuery): Promise<AccessGrantPage> {
    return this.queries.breakGlass(query);
  }

  @Post('break-glass/:id/review')
  @Route({
    action: 'care.review',
    sight: 'nobody',
    discloses: writes('access_grant', theirs),
    versioned: true,
    summary: 'Close the review of an emergency access with what was found',
    problems: [careProblems.grantNotFound, careProblems.grantReviewed, careProblems.grantOwn],
  })
  review(
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() input: BreakGlassReviewDto,
  ): Promise<AccessGrantResponse> {
    return this.care.review(id, version, input);
  }
}
