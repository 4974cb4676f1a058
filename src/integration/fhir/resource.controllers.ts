import { Controller, Get, Headers, Param, Query, UseInterceptors, type Type } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Route } from '../../platform/routes/route.decorator.js';
import { BaseUrl } from './base-url.js';
import { answersFhir, disclosesFhir, type FhirAnswer } from './fhir-answer.js';
import { fhirProblems } from './fhir.errors.js';
import { FhirInterceptor } from './fhir.interceptor.js';
import { MAPS } from './maps/index.js';
import { ReadService, type Query as SearchQuery } from './read.service.js';
import { TABLES, type ResourceType } from './search/tables.js';

/** What a laboratory may read as well. */
const OF_LABORATORIES: readonly ResourceType[] = ['Patient', 'ServiceRequest', 'Observation', 'DiagnosticReport'];

/** The routes that read one type of resource. */
function controllerOf(type: ResourceType): Type {
  const { entity } = MAPS[type];
  const action = OF_LABORATORIES.includes(type) ? 'fhir.read' : 'fhir.read-chart';

  @ApiTags('fhir')
  @Controller(`fhir/R4/${type}`)
  @UseInterceptors(FhirInterceptor)
  class ResourceController {
    constructor(private readonly reader: ReadService) {}

    @Get(':id')
    @Route({
      action,
      scopes: [{ type, right: 'r' }],
      discloses: disclosesFhir('read', entity),
      summary: `One ${type}`,
      answer: answersFhir(type),
      problems: [fhirProblems.resourceNotFound],
    })
    read(@Param('id') id: string): Promise<FhirAnswer> {
      return this.reader.read(type, id);
    }

    @Get()
    @Route({
      action,
      scopes: [{ type, right: 's' }],
      discloses: disclosesFhir(type === 'Patient' ? 'search' : 'list', entity),
      answer: answersFhir('Bundle'),
      summary: `Search ${type} by ${Object.keys(TABLES[type].parameters).join(', ')}`,
      problems: [fhirProblems.notImportable],
    })
    search(
      @Query() query: SearchQuery,
      @Headers('prefer') prefer: string | undefined,
      @BaseUrl() base: string,
    ): Promise<FhirAnswer> {
      return this.reader.search(type, query, prefer, base);
    }
  }
  // Its name makes the operation ids of the API description.
  Object.defineProperty(ResourceController, 'name', { value: `Fhir${type}Controller` });
  return ResourceController;
}

export const resourceControllers = (Object.keys(TABLES) as ResourceType[]).map(controllerOf);
