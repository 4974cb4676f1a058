import { Controller, Get, Param, UseInterceptors } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Route } from '../../platform/routes/route.decorator.js';
import { disclosesKept, type FhirAnswer } from './fhir-answer.js';
import { fhirProblems } from './fhir.errors.js';
import { FhirInterceptor } from './fhir.interceptor.js';
import { ReadService } from './read.service.js';

@ApiTags('fhir')
@Controller('fhir/R4')
@UseInterceptors(FhirInterceptor)
export class KeptController {
  constructor(private readonly reader: ReadService) {}

  @Get(':type/:id')
  @Route({
    action: 'fhir.read-chart',
    scopes: ({ params }) => [{ type: (params as { type: string }).type, right: 'r' }],
    discloses: disclosesKept('fhir_source'),
    summary: 'A resource that is kept whole and not part of the chart',
    problems: [fhirProblems.resourceNotFound],
  })
  read(@Param('type') type: string, @Param('id') id: string): Promise<FhirAnswer> {
    return this.reader.readKept(type, id);
  }
}
