import { Body, Controller, Headers, Param, Patch, Post, Put, Query, UseInterceptors } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { ScopeNeed, ScopeQuestion } from '../../platform/routes/scope.rules.js';
import { Route } from '../../platform/routes/route.decorator.js';
import { httpProblems } from '../../kernel/problem.js';
import { BaseUrl } from './base-url.js';
import { answersFhir, disclosesNamed, takesFhir, type FhirAnswer } from './fhir-answer.js';
import { EXAMPLES } from './examples.js';
import { fhirProblems } from './fhir.errors.js';
import { FhirInterceptor } from './fhir.interceptor.js';
import { ReceiveService } from './receive.service.js';
import type { Query as SearchQuery } from './search/search-request.js';
import { UpdateService } from './update.service.js';

const needs =
  (right: ScopeNeed['right']) =>
  ({ params, headers }: ScopeQuestion): ScopeNeed[] => {
    const { type } = params as { type: string };
    return [{ type, right }, ...(headers['if-none-exist'] ? [{ type, right: 's' } as const] : [])];
  };
/** What a condition finds is told of, and what it does not find is made. */
const onCondition =
  (...rights: ScopeNeed['right'][]) =>
  ({ params }: ScopeQuestion): ScopeNeed[] =>
    rights.map((right) => ({ type: (params as { type: string }).type, right }));
const writes = {
  action: 'fhir.import',
  discloses: disclosesNamed('fhir_source'),
  answer: answersFhir('Patient'),
} as const;
const OF_UPDATES = [fhirProblems.resourceNotFound, fhirProblems.versionOvertaken, httpProblems.preconditionRequired];
const PROBLEMS = [fhirProblems.notImportable, fhirProblems.otherPatientsRecord, fhirProblems.notWritable];

/** What others send, of any type: one that the chart takes becomes a record, any other is kept whole. */
@ApiTags('fhir')
@Controller('fhir/R4')
@UseInterceptors(FhirInterceptor)
export class WriteController {
  constructor(
    private readonly receiver: ReceiveService,
    private readonly updates: UpdateService,
  ) {}

  @Post(':type')
  @takesFhir('Patient', EXAMPLES.Patient!)
  @Route({
    ...writes,
    scopes: needs('c'),
    creates: true,
    summary: 'Take in one resource of any type',
    problems: [...PROBLEMS, fhirProblems.severalMatch],
  })
  create(
    @Param('type') type: string,
    @Body() body: object,
    @BaseUrl() base: string,
    @Headers('if-none-exist') ifNoneExist: string | undefined,
  ): Promise<FhirAnswer> {
    return this.receiver.resource(type, body, { base, ifNoneExist });
  }

  @Put(':type/:id')
  @takesFhir('Patient', EXAMPLES.Patient!)
  @Route({
    ...writes,
    scopes: needs('u'),
    summary: 'Say anew what the same sender sent before',
    description:
      'Only while the version stands that If-Match names; what would be lost without it asks for one (428). An id that is none of ours is the one it has with its sender.',
    problems: [...PROBLEMS, ...OF_UPDATES],
  })
  update(
    @Param('type') type: string,
    @Param('id') id: string,
    @Body() body: object,
    @BaseUrl() base: string,
    @Headers('if-match') ifMatch: string | undefined,
  ): Promise<FhirAnswer> {
    return this.updates.update(type, id, body, { base, ifMatch });
  }

  @Patch(':type/:id')
  @takesFhir('Patient', [{ op: 'replace', path: '/status', value: 'final' }])
  @Route({
    ...writes,
    scopes: needs('u'),
    summary: 'Change what the same sender sent before, by JSON Patch',
    problems: [...PROBLEMS, ...OF_UPDATES],
  })
  patch(
    @Param('type') type: string,
    @Param('id') id: string,
    @Body() body: object,
    @BaseUrl() base: string,
    @Headers('if-match') ifMatch: string | undefined,
  ): Promise<FhirAnswer> {
    return this.updates.patch(type, id, body, { base, ifMatch });
  }

  @Put(':type')
  @takesFhir('Patient', EXAMPLES.Patient!)
  @Route({
    ...writes,
    scopes: onCondition('c', 'u', 's'),
    summary: 'Say anew what the same sender sent under an identifier, or say it for the first time',
    description:
      'The condition is identifier=system|value. Records of other senders under the same number are no match; several of its own are 412.',
    problems: [...PROBLEMS, ...OF_UPDATES, fhirProblems.severalMatch],
  })
  updateWhere(
    @Param('type') type: string,
    @Query() condition: SearchQuery,
    @Body() body: object,
    @BaseUrl() base: string,
    @Headers('if-match') ifMatch: string | undefined,
  ): Promise<FhirAnswer> {
    return this.updates.updateWhere(type, condition, body, { base, ifMatch });
  }

  @Patch(':type')
  @takesFhir('Patient', [{ op: 'replace', path: '/status', value: 'final' }])
  @Route({
    ...writes,
    scopes: onCondition('u', 's'),
    summary: 'Change what the same sender sent under an identifier, by JSON Patch',
    problems: [...PROBLEMS, ...OF_UPDATES, fhirProblems.severalMatch],
  })
  patchWhere(
    @Param('type') type: string,
    @Query() condition: SearchQuery,
    @Body() body: object,
    @BaseUrl() base: string,
    @Headers('if-match') ifMatch: string | undefined,
  ): Promise<FhirAnswer> {
    return this.updates.patchWhere(type, condition, body, { base, ifMatch });
  }
}
