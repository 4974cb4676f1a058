import { Body, Controller, Get, Headers, Post, Query, UseInterceptors } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { toCreate, toTransact } from '../../platform/routes/scope.rules.js';
import { Route } from '../../platform/routes/route.decorator.js';
import { BaseUrl } from './base-url.js';
import { BatchService } from './batch.service.js';
import { capabilityStatement } from './capability.js';
import { answersFhir, disclosesFhir, takesFhir, type FhirAnswer } from './fhir-answer.js';
import { EXAMPLE_BUNDLE, EXAMPLE_OBSERVATION, EXAMPLE_REPORT } from './examples.js';
import { fhirProblems } from './fhir.errors.js';
import { FhirInterceptor } from './fhir.interceptor.js';
import { wantedOfEntries } from './negotiation.js';
import { ReceiveService } from './receive.service.js';
import { invalidParameter, refuseParameter } from './search/parameter-refusals.js';
import type { Query as SearchQuery } from './search/search-request.js';
import { TransactionService } from './transaction.service.js';

@ApiTags('fhir')
@Controller('fhir/R4')
@UseInterceptors(FhirInterceptor)
export class FhirController {
  constructor(
    private readonly receiver: ReceiveService,
    private readonly batches: BatchService,
    private readonly transactions: TransactionService,
  ) {}

  @Get('metadata')
  @Route({
    action: 'public',
    discloses: 'nothing',
    summary: 'What this FHIR service can do',
    answer: answersFhir('CapabilityStatement'),
  })
  metadata(@Query() query: SearchQuery, @BaseUrl() base: string): object {
    requireFull(query);
    return capabilityStatement(base);
  }

  @Post()
  @takesFhir('Bundle', EXAMPLE_BUNDLE)
  @Route({
    action: 'fhir.import',
    scopes: toTransact,
    discloses: disclosesFhir('list', 'fhir_source'),
    creates: true,
    status: 200,
    answer: answersFhir('Bundle'),
    summary: 'Take in a transaction Bundle, all of it or nothing, or do what a batch asks',
    description:
      'Resources are recognised by source, type and id when they come again. What the chart does not take is kept whole and listed in the answer. The entries of a batch are each done by themselves.',
    problems: [fhirProblems.notImportable, fhirProblems.identifierConflict, fhirProblems.otherPatientsRecord],
  })
  transaction(
    @Body() body: { type?: unknown; entry?: unknown } | undefined,
    @BaseUrl() base: string,
    @Headers('prefer') prefer: string | undefined,
  ): Promise<FhirAnswer> {
    const wanted = wantedOfEntries(prefer);
    return body?.type === 'batch' ? this.batches.run(body, base, wanted) : this.transactions.run(body, base, wanted);
  }

  @Post('DiagnosticReport')
  @takesFhir('DiagnosticReport', EXAMPLE_REPORT)
  @Route({
    action: 'result.write',
    scopes: toCreate('DiagnosticReport'),
    discloses: disclosesFhir('read', 'diagnostic_report'),
    creates: true,
    answer: answersFhir('DiagnosticReport'),
    summary: 'Receive a report with its observations, contained or referred to; one for an order completes it',
    problems: [fhirProblems.notImportable, fhirProblems.otherPatientsRecord, fhirProblems.severalMatch],
  })
  report(
    @Body() body: object,
    @BaseUrl() base: string,
    @Headers('if-none-exist') ifNoneExist: string | undefined,
  ): Promise<FhirAnswer> {
    return this.receiver.resource('DiagnosticReport', body, { base, ifNoneExist });
  }

  @Post('Observation')
  @takesFhir('Observation', EXAMPLE_OBSERVATION)
  @Route({
    action: 'result.write',
    scopes: toCreate('Observation'),
    discloses: disclosesFhir('read', 'observation'),
    creates: true,
    answer: answersFhir('Observation'),
    summary: 'Receive one observation; one for an order becomes its report',
    problems: [fhirProblems.notImportable, fhirProblems.otherPatientsRecord, fhirProblems.severalMatch],
  })
  observation(
    @Body() body: object,
    @BaseUrl() base: string,
    @Headers('if-none-exist') ifNoneExist: string | undefined,
  ): Promise<FhirAnswer> {
    return this.receiver.resource('Observation', body, { base, ifNoneExist });
  }
}

const OF_METADATA = ['mode', '_format', '_pretty'];

/** The statement is told whole (`mode=full`); of another, such as that of a terminology server, there is none. */
function requireFull(query: SearchQuery): void {
  const unknown = Object.keys(query).find((name) => !OF_METADATA.includes(name));
  if (unknown !== undefined) refuseParameter(unknown, 'parameter-unknown', { known: OF_METADATA.join(', ') });
  if (![undefined, 'full'].includes(query.mode as string | undefined)) invalidParameter('mode');
}
