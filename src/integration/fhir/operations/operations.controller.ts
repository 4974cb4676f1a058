import { Body, Controller, Get, Headers, Param, Post, Query, UseInterceptors } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Route } from '../../../platform/routes/route.decorator.js';
import type { ScopeQuestion } from '../../../platform/routes/scope.rules.js';
import { BaseUrl } from '../base-url.js';
import { EXAMPLES } from '../examples.js';
import { answersFhir, disclosesFhir, takesFhir, type FhirAnswer } from '../fhir-answer.js';
import { fhirProblems } from '../fhir.errors.js';
import { FhirInterceptor } from '../fhir.interceptor.js';
import type { Query as SearchQuery } from '../search/search-request.js';
import { everythingNeeds, EverythingService } from './everything.service.js';
import { LastnService } from './lastn.service.js';
import { MatchService } from './match.service.js';
import { SUMMARY_TYPES, SummaryService } from './summary.service.js';
import { ValidateService } from './validate.service.js';

const { notImportable, resourceNotFound, typeNotSupported, notWritable } = fhirProblems;
const typeIn = ({ params }: ScopeQuestion): string => (params as { type: string }).type;
const reads = (entity: string) =>
  ({
    action: 'fhir.read-chart',
    discloses: disclosesFhir('list', entity),
    answer: answersFhir('Bundle'),
    problems: [notImportable, resourceNotFound],
  }) as const;
const everything = {
  ...reads('patient'),
  scopes: ({ query }: ScopeQuestion) => everythingNeeds(query),
  description:
    'Page by page; _since, _type and _count narrow it, of a patient start and end too: the first and the last day of care. A machine needs to read every type it asks for, or all.',
};
const validates = {
  action: 'fhir.import',
  discloses: disclosesFhir('list', 'fhir_source'),
  answer: answersFhir('OperationOutcome'),
} as const;

/** Operations of HL7 FHIR R4. */
@ApiTags('fhir')
@Controller('fhir/R4')
@UseInterceptors(FhirInterceptor)
export class OperationsController {
  constructor(
    private readonly validation: ValidateService,
    private readonly everythings: EverythingService,
    private readonly matches: MatchService,
    private readonly summaries: SummaryService,
    private readonly newest: LastnService,
  ) {}

  @Get('Patient/:id/$everything')
  @Route({ ...everything, summary: 'All that is on record of a patient' })
  ofPatient(@Param('id') id: string, @Query() query: SearchQuery, @BaseUrl() base: string): Promise<FhirAnswer> {
    return this.everythings.of('Patient', id, query, base);
  }

  @Get('Encounter/:id/$everything')
  @Route({ ...everything, summary: 'All that is on record of a visit' })
  ofEncounter(@Param('id') id: string, @Query() query: SearchQuery, @BaseUrl() base: string): Promise<FhirAnswer> {
    return this.everythings.of('Encounter', id, query, base);
  }

  @Get('Patient/:id/$summary')
  @Route({
    ...reads('patient'),
    scopes: SUMMARY_TYPES.map((type) => ({ type, right: 'r' }) as const),
    summary: 'The International Patient Summary of a patient, as a document',
  })
  summary(@Param('id') id: string, @BaseUrl() base: string): Promise<FhirAnswer> {
    return this.summaries.of(id, base);
  }

  @Get('Observation/$lastn')
  @Route({
    ...reads('observation'),
    action: 'fhir.read',
    scopes: [{ type: 'Observation', right: 's' }],
    summary: 'The newest observations of each code',
  })
  lastn(
    @Query() query: SearchQuery,
    @Headers('prefer') prefer: string | undefined,
    @BaseUrl() base: string,
  ): Promise<FhirAnswer> {
    return this.newest.lastn(query, prefer, base);
  }

  @Post('Patient/$match')
  @takesFhir('Patient', EXAMPLES.Patient!)
  @Route({
    action: 'patient.search',
    scope: 'names',
    status: 200,
    scopes: [{ type: 'Patient', right: 's' }],
    discloses: disclosesFhir('search', 'patient'),
    answer: answersFhir('Bundle'),
    summary: 'Who on record may be the person described, and how sure that is',
    problems: [notImportable],
  })
  match(@Body() body: object, @Query() query: SearchQuery, @BaseUrl() base: string): Promise<FhirAnswer> {
    return this.matches.match(body, query, base);
  }

  @Post(':type/$validate')
  @takesFhir('Patient', EXAMPLES.Patient!)
  @Route({
    ...validates,
    scopes: (asked) => [{ type: typeIn(asked), right: 'c' }],
    status: 200,
    summary: 'Whether a resource would be taken; nothing is stored',
    problems: [notImportable, typeNotSupported],
  })
  validate(
    @Param('type') type: string,
    @Body() body: object,
    @Query() query: SearchQuery,
    @BaseUrl() base: string,
  ): Promise<FhirAnswer> {
    return this.validation.validate(type, undefined, body, { query, base });
  }

  @Post(':type/:id/$validate')
  @takesFhir('Patient', EXAMPLES.Patient!)
  @Route({
    ...validates,
    scopes: (asked) => [{ type: typeIn(asked), right: 'u' }],
    status: 200,
    summary: 'Whether an update of a resource would be taken; nothing is stored',
    problems: [notImportable, typeNotSupported, resourceNotFound, notWritable],
  })
  validateUpdate(
    @Param('type') type: string,
    @Param('id') id: string,
    @Body() body: object,
    @Query() query: SearchQuery,
    @BaseUrl() base: string,
  ): Promise<FhirAnswer> {
    return this.validation.validate(type, id, body, { query, base });
  }
}
