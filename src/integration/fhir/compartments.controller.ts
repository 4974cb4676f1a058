import { Controller, Get, Headers, Param, Query, UseInterceptors } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Problem } from '../../kernel/problem.js';
import { Route } from '../../platform/routes/route.decorator.js';
import { BaseUrl } from './base-url.js';
import { RESOURCE_TYPES } from './elements/resource-types.js';
import { FhirAnswer } from './fhir-answer.js';
import { fhirProblems } from './fhir.errors.js';
import { FhirInterceptor } from './fhir.interceptor.js';
import { shownBy } from './read.service.js';
import { SearchService } from './search.service.js';
import { FhirQueries } from './search/fhir.queries.js';
import type { Query as SearchQuery } from './search/search-request.js';
import { tableOf } from './search/tables.js';
import { searchesTypeInAddress } from './typed-routes.js';

/** Searches within what is of a patient, or of a visit (FHIR R4 http, "compartments"). */
@ApiTags('fhir')
@Controller('fhir/R4')
@UseInterceptors(FhirInterceptor)
export class CompartmentsController {
  constructor(
    private readonly searcher: SearchService,
    private readonly queries: FhirQueries,
  ) {}

  @Get('Patient/:id/:type')
  @Route({ ...searchesTypeInAddress, summary: 'Search what of a type is of a patient' })
  ofPatient(
    @Param('id') id: string,
    @Param('type') type: string,
    @Query() query: SearchQuery,
    @Headers('prefer') prefer: string | undefined,
    @BaseUrl() base: string,
  ): Promise<FhirAnswer> {
    return this.within(type, ['Patient', id], besides(query, 'patient', id), { prefer, base });
  }

  @Get('Encounter/:id/:type')
  @Route({ ...searchesTypeInAddress, summary: 'Search what of a type is of a visit' })
  ofEncounter(
    @Param('id') id: string,
    @Param('type') type: string,
    @Query() query: SearchQuery,
    @Headers('prefer') prefer: string | undefined,
    @BaseUrl() base: string,
  ): Promise<FhirAnswer> {
    return this.within(type, ['Encounter', id], besides(query, 'encounter', id), { prefer, base });
  }

  /** @throws Problem typeNotSupported for types of which none is anybody's; resourceNotFound */
  private async within(
    type: string,
    [of, id]: readonly ['Patient' | 'Encounter', string],
    query: SearchQuery,
    { prefer, base }: { readonly prefer: string | undefined; readonly base: string },
  ): Promise<FhirAnswer> {
    const isOfSomebody = RESOURCE_TYPES.has(type) && 'patient' in tableOf(type).parameters;
    if (!isOfSomebody) throw new Problem(fhirProblems.typeNotSupported);
    const { resource, shown } = await this.searcher.search(type, query, prefer, base);
    // That there is nothing is told of them, too.
    const whose = await this.queries.one(of, id);
    const about = shownBy(whose).map(({ patientId, encounterId }) => ({ patientId, encounterId }));
    return new FhirAnswer(resource, shown.length > 0 ? shown : about);
  }
}

/** What is asked for besides counts, too: of another patient there is nothing here. */
const besides = (query: SearchQuery, name: string, id: string): SearchQuery => ({
  ...query,
  [name]: [query[name] ?? [], id].flat(),
});
