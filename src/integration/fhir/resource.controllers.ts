import { Controller, Get, Headers, Param, Post, Query, UseInterceptors, type Type } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiTags } from '@nestjs/swagger';
import { Route } from '../../platform/routes/route.decorator.js';
import type { ScopeNeed, ScopeQuestion } from '../../platform/routes/scope.rules.js';
import { BaseUrl } from './base-url.js';
import { answersFhir, disclosesFhir, disclosesNamed, type FhirAnswer } from './fhir-answer.js';
import { fhirProblems } from './fhir.errors.js';
import { FhirInterceptor } from './fhir.interceptor.js';
import { MAPS } from './maps/index.js';
import { readingOf, toSearch } from './reading-rights.js';
import { ReadService } from './read.service.js';
import { SearchService } from './search.service.js';
import type { Query as SearchQuery } from './search/search-request.js';
import { TABLES, type ResourceTable, type ResourceType } from './search/tables.js';

/** Parameters in the body of a search, for the API description. */
export const takesForm = [
  ApiConsumes('application/x-www-form-urlencoded'),
  ApiBody({ schema: { type: 'object', additionalProperties: { type: 'string' }, example: { _count: '20' } } }),
] as const;

/** What the routes of a type declare. */
function declaredFor(type: ResourceType) {
  const { entity } = MAPS[type];
  const { isOfNobody }: ResourceTable = TABLES[type];
  const action = readingOf(type);
  const scope = isOfNobody ? ('nobody' as const) : undefined;
  const one = isOfNobody ? disclosesNamed(entity) : disclosesFhir('read', entity);
  return {
    reads: { action, scope, scopes: [{ type, right: 'r' }] as const, discloses: one },
    lists: {
      action,
      scope,
      scopes: toSearch(type),
      discloses: disclosesFhir(type === 'Patient' ? 'search' : 'list', entity),
      answer: answersFhir('Bundle'),
      problems: [fhirProblems.notImportable, fhirProblems.notAcceptable],
    },
    follows: followsType(type, entity),
  };
}

/** What the route of a type's history declares: for machines alone, of all the hospital. */
export const followsType = (type: string | ((asked: ScopeQuestion) => string), entity: string) =>
  ({
    action: 'fhir.history',
    scopes: (asked: ScopeQuestion): ScopeNeed[] => {
      const of = typeof type === 'string' ? type : type(asked);
      return [
        { type: of, right: 's' },
        { type: of, right: 'r' },
      ];
    },
    discloses: disclosesFhir('list', entity),
    answer: answersFhir('Bundle'),
    description: 'Newest first, page by page; _since is how far back. For machines.',
    problems: [fhirProblems.notImportable, fhirProblems.notAcceptable],
  }) as const;

/** The routes that read one resource of a type. */
function readingOne(type: ResourceType): Type {
  const { reads } = declaredFor(type);

  @ApiTags('fhir')
  @Controller(`fhir/R4/${type}`)
  @UseInterceptors(FhirInterceptor)
  class ReadingController {
    constructor(private readonly reader: ReadService) {}

    @Get(':id')
    @Route({
      ...reads,
      summary: `One ${type}`,
      answer: answersFhir(type),
      problems: [fhirProblems.resourceNotFound, fhirProblems.notAcceptable],
    })
    read(@Param('id') id: string, @Query() query: SearchQuery): Promise<FhirAnswer> {
      return this.reader.read(type, id, query);
    }

    @Get(':id/_history/:version')
    @Route({
      ...reads,
      summary: `One version of one ${type}`,
      answer: answersFhir(type),
      problems: [fhirProblems.resourceNotFound, fhirProblems.versionNotFound],
    })
    version(@Param('id') id: string, @Param('version') version: string): Promise<FhirAnswer> {
      return this.reader.version(type, id, version);
    }

    @Get(':id/_history')
    @Route({
      ...reads,
      summary: `The versions of one ${type}`,
      answer: answersFhir('Bundle'),
      problems: [fhirProblems.resourceNotFound],
    })
    versions(@Param('id') id: string, @Query() query: SearchQuery, @BaseUrl() base: string): Promise<FhirAnswer> {
      return this.reader.versions(type, id, query, base);
    }
  }
  return called(ReadingController, `Fhir${type}Controller`);
}

/** The routes that search one type of resource. */
function searching(type: ResourceType): Type {
  const { lists, follows } = declaredFor(type);
  const { parameters }: ResourceTable = TABLES[type];

  @ApiTags('fhir')
  @Controller(`fhir/R4/${type}`)
  @UseInterceptors(FhirInterceptor)
  class SearchingController {
    constructor(
      private readonly searcher: SearchService,
      private readonly reader: ReadService,
    ) {}

    @Get('_history')
    @Route({ ...follows, summary: `What changed of ${type}` })
    history(@Query() query: SearchQuery, @BaseUrl() base: string): Promise<FhirAnswer> {
      return this.reader.versionsOfType(type, query, base);
    }

    @Get()
    @Route({ ...lists, summary: `Search ${type} by ${Object.keys(parameters).join(', ')}` })
    search(
      @Query() query: SearchQuery,
      @Headers('prefer') prefer: string | undefined,
      @BaseUrl() base: string,
    ): Promise<FhirAnswer> {
      return this.searcher.search(type, query, prefer, base);
    }

    @Post('_search')
    @(takesForm[0])
    @(takesForm[1])
    @Route({ ...lists, summary: `Search ${type}, the parameters in the body` })
    searchByForm(
      @Query() query: SearchQuery,
      @Headers('prefer') prefer: string | undefined,
      @BaseUrl() base: string,
    ): Promise<FhirAnswer> {
      return this.searcher.search(type, query, prefer, base);
    }
  }
  return called(SearchingController, `Fhir${type}SearchController`);
}

/** Its name makes the operation ids of the API description. */
function called(controller: Type, name: string): Type {
  Object.defineProperty(controller, 'name', { value: name });
  return controller;
}

export const resourceControllers = (Object.keys(TABLES) as ResourceType[]).flatMap((type) => [
  readingOne(type),
  searching(type),
]);
