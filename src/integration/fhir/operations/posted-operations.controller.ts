import { Body, Controller, Param, Post, Query, UseInterceptors } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Route } from '../../../platform/routes/route.decorator.js';
import type { ScopeQuestion } from '../../../platform/routes/scope.rules.js';
import { BaseUrl } from '../base-url.js';
import { EXAMPLE_PARAMETERS } from '../examples.js';
import { answersFhir, disclosesFhir, takesFhir, type FhirAnswer } from '../fhir-answer.js';
import { fhirProblems } from '../fhir.errors.js';
import { FhirInterceptor } from '../fhir.interceptor.js';
import { everythingNeeds, EverythingService } from './everything.service.js';
import type { Query as SearchQuery } from '../search/search-request.js';
import { askedIn } from './parameters.js';
import { SUMMARY_TYPES, SummaryService } from './summary.service.js';

const reads = {
  action: 'fhir.read-chart',
  discloses: disclosesFhir('list', 'patient'),
  answer: answersFhir('Bundle'),
  problems: [fhirProblems.notImportable, fhirProblems.resourceNotFound],
  status: 200,
} as const;
const everything = {
  ...reads,
  scopes: ({ query, body }: ScopeQuestion) => everythingNeeds(askedIn(query, body)),
  description: 'As by GET, with the parameters in the address or in a Parameters resource.',
} as const;

/** Operations that change nothing, for clients that call every operation by POST (FHIR R4 operations, "executing"). */
@ApiTags('fhir')
@Controller('fhir/R4')
@UseInterceptors(FhirInterceptor)
export class PostedOperationsController {
  constructor(
    private readonly everythings: EverythingService,
    private readonly summaries: SummaryService,
  ) {}

  @Post('Patient/:id/$everything')
  @takesFhir('Parameters', EXAMPLE_PARAMETERS)
  @Route({ ...everything, summary: 'All that is on record of a patient, asked for by POST' })
  ofPatient(
    @Param('id') id: string,
    @Query() query: SearchQuery,
    @Body() body: unknown,
    @BaseUrl() base: string,
  ): Promise<FhirAnswer> {
    return this.everythings.of('Patient', id, askedIn(query, body), base);
  }

  @Post('Encounter/:id/$everything')
  @takesFhir('Parameters', EXAMPLE_PARAMETERS)
  @Route({ ...everything, summary: 'All that is on record of a visit, asked for by POST' })
  ofEncounter(
    @Param('id') id: string,
    @Query() query: SearchQuery,
    @Body() body: unknown,
    @BaseUrl() base: string,
  ): Promise<FhirAnswer> {
    return this.everythings.of('Encounter', id, askedIn(query, body), base);
  }

  @Post('Patient/:id/$summary')
  @takesFhir('Parameters', EXAMPLE_PARAMETERS)
  @Route({
    ...reads,
    scopes: SUMMARY_TYPES.map((type) => ({ type, right: 'r' }) as const),
    summary: 'The International Patient Summary of a patient, asked for by POST',
  })
  summary(@Param('id') id: string, @BaseUrl() base: string): Promise<FhirAnswer> {
    return this.summaries.of(id, base);
  }
}
