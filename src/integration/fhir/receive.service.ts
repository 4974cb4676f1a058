import { Injectable } from '@nestjs/common';
import type { Shown } from '../../platform/routes/disclosure.js';
import { requestContext } from '../../kernel/request-context.js';
import { ImportService, type ImportedEntry } from './bundle/import.service.js';
import { transactionResponse } from './bundle/transaction-response.js';
import { FhirAnswer } from './fhir-answer.js';
import { headersOf, ReadService } from './read.service.js';
import type { Resource } from './elements/element.js';

/** How a resource that comes alone was sent. */
export interface Sent {
  /** Address of this service, as the sender reached it. */
  readonly base: string;
  readonly ifNoneExist: string | undefined;
}

/** Takes what comes in as FHIR and answers as FHIR wants it. */
@Injectable()
export class ReceiveService {
  constructor(
    private readonly imports: ImportService,
    private readonly reader: ReadService,
  ) {}

  async transaction(body: unknown): Promise<FhirAnswer> {
    const entries = await this.imports.bundle(body);
    return new FhirAnswer(transactionResponse(entries, requestContext().language), patientsOf(entries));
  }

  /** A resource that came alone, as it now stands; 201 when it is new, 200 when it came before. */
  async resource(
    type: 'DiagnosticReport' | 'Observation',
    body: unknown,
    { base, ifNoneExist }: Sent,
  ): Promise<FhirAnswer> {
    const entry = await this.imports.one(type, body, ifNoneExist);
    const { resource, shown } = await this.reader.read(type, entry.id);
    const location = `${base}/${type}/${entry.id}/_history/${(resource as { meta: { versionId: string } }).meta.versionId}`;
    const headers = { ...headersOf(resource as Resource), Location: location };
    return new FhirAnswer(resource, shown, headers, entry.outcome === 'created' ? 201 : 200);
  }
}

/** A patient each once; a Bundle that brings nobody shows nobody. */
function patientsOf(entries: readonly ImportedEntry[]): Shown[] {
  const ids = new Set(entries.flatMap(({ patientId }) => patientId ?? []));
  return [...ids].map((patientId) => ({ patientId }));
}
