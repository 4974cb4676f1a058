import { Controller, Get, Param, ParseUUIDPipe, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Disclosure } from '../../../platform/routes/disclosure.js';
import { PageQuery } from '../../../platform/routes/pagination.js';
import { Route } from '../../../platform/routes/route.decorator.js';
import { fhirProblems } from '../fhir.errors.js';
import { UntiedQueries } from './untied.queries.js';
import { UntiedResourceContent, UntiedResourcePage } from './untied.response.js';

/** Whose they are is what nobody knows: the trail names the resource. */
const disclosesUntied = (kind: 'read' | 'list'): Disclosure => ({
  kind,
  entity: 'fhir_source',
  shown: () => [],
  ...(kind === 'read' && { about: ({ id }: UntiedResourceContent) => id }),
});

@ApiTags('fhir')
@Controller('api/v1/untied-resources')
export class UntiedController {
  constructor(private readonly queries: UntiedQueries) {}

  @Get()
  @Route({
    action: 'fhir.read-untied',
    discloses: disclosesUntied('list'),
    summary:
      'Resources from elsewhere of which nobody could tell whose they are, oldest first; nothing of what they say',
  })
  list(@Query() query: PageQuery): Promise<UntiedResourcePage> {
    return this.queries.list(query);
  }

  @Get(':id')
  @Route({
    action: 'fhir.read-untied',
    discloses: disclosesUntied('read'),
    summary: 'One of them, as it was sent',
    problems: [fhirProblems.resourceNotFound],
  })
  read(@Param('id', ParseUUIDPipe) id: string): Promise<UntiedResourceContent> {
    return this.queries.one(id);
  }
}
