import { Controller, Get, Headers, Param, Post, Query, UseInterceptors } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Route } from '../../platform/routes/route.decorator.js';
import type { ScopeQuestion } from '../../platform/routes/scope.rules.js';
import { BaseUrl } from './base-url.js';
import { answersFhir, disclosesNamed, type FhirAnswer } from './fhir-answer.js';
import { fhirProblems } from './fhir.errors.js';
import { FhirInterceptor } from './fhir.interceptor.js';
import { ReadService } from './read.service.js';
import { followsType, takesForm } from './resource.controllers.js';
import { SearchService } from './search.service.js';
import type { Query as SearchQuery } from './search/search-request.js';
import { searchesTypeInAddress, typeIn } from './typed-routes.js';

const reads = {
  action: 'fhir.read-chart',
  scopes: (asked: ScopeQuestion) => [{ type: typeIn(asked), right: 'r' } as const],
  discloses: disclosesNamed('fhir_source'),
} as const;

/** Resources of the types that the chart does not take, such as Specimen and Provenance: kept as they were sent. */
@ApiTags('fhir')
@Controller('fhir/R4')
@UseInterceptors(FhirInterceptor)
export class KeptController {
  constructor(
    private readonly reader: ReadService,
    private readonly searcher: SearchService,
  ) {}

  @Get(':type/_history')
  @Route({ ...followsType(typeIn, 'fhir_source'), summary: 'What changed of a type that is kept whole' })
  history(@Param('type') type: string, @Query() query: SearchQuery, @BaseUrl() base: string): Promise<FhirAnswer> {
    return this.reader.versionsOfType(type, query, base);
  }

  @Get(':type/:id')
  @Route({
    ...reads,
    summary: 'A resource that is kept whole and not part of the chart',
    problems: [fhirProblems.resourceNotFound, fhirProblems.typeNotSupported],
  })
  read(@Param('type') type: string, @Param('id') id: string, @Query() query: SearchQuery): Promise<FhirAnswer> {
    return this.reader.read(type, id, query);
  }

  @Get(':type/:id/_history/:version')
  @Route({
    ...reads,
    summary: 'One version of a resource that is kept whole',
    answer: answersFhir('Bundle'),
    problems: [fhirProblems.resourceNotFound, fhirProblems.versionNotFound],
  })
  version(
    @Param('type') type: string,
    @Param('id') id: string,
    @Param('version') version: string,
  ): Promise<FhirAnswer> {
    return this.reader.version(type, id, version);
  }

  @Get(':type/:id/_history')
  @Route({
    ...reads,
    summary: 'The versions of a resource that is kept whole',
    answer: answersFhir('Bundle'),
    problems: [fhirProblems.resourceNotFound],
  })
  versions(
    @Param('type') type: string,
    @Param('id') id: string,
    @Query() query: SearchQuery,
    @BaseUrl() base: string,
  ): Promise<FhirAnswer> {
    return this.reader.versions(type, id, query, base);
  }

  @Get(':type')
  @Route({
    ...searchesTypeInAddress,
    summary: 'Search resources that are kept whole, by patient, identifier, code or status',
  })
  search(
    @Param('type') type: string,
    @Query() query: SearchQuery,
    @Headers('prefer') prefer: string | undefined,
    @BaseUrl() base: string,
  ): Promise<FhirAnswer> {
    return this.searcher.search(type, query, prefer, base);
  }

  @Post(':type/_search')
  @(takesForm[0])
  @(takesForm[1])
  @Route({ ...searchesTypeInAddress, summary: 'Search resources that are kept whole, the parameters in the body' })
  searchByForm(
    @Param('type') type: string,
    @Query() query: SearchQuery,
    @Headers('prefer') prefer: string | undefined,
    @BaseUrl() base: string,
  ): Promise<FhirAnswer> {
    return this.searcher.search(type, query, prefer, base);
  }
}
