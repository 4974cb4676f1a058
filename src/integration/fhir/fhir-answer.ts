import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiConsumes } from '@nestjs/swagger';
import { withDigits } from '../../kernel/as-written.js';
import type { Disclosure, Shown } from '../../platform/routes/disclosure.js';
import { EXAMPLES } from './examples.js';

/** A FHIR answer on its way out: the resource, whom it shows, and where what was created is. */
export class FhirAnswer {
  /** What is sent of it. */
  private sent: object | undefined;

  constructor(
    readonly resource: object,
    readonly shown: readonly Shown[],
    readonly headers: Readonly<Record<string, string>> = {},
    readonly status?: number,
    /** What there is to tell of what was written; undefined for what was only read. */
    readonly outcome?: object,
  ) {
    this.sent = resource;
  }

  get isWritten(): boolean {
    return this.outcome !== undefined;
  }

  /** The same, of which something else is sent, or nothing. */
  saying(sent: object | undefined): FhirAnswer {
    const other = new FhirAnswer(this.resource, this.shown, this.headers, this.status, this.outcome);
    other.sent = sent;
    return other;
  }

  /** What the client gets, its decimals as they were written (R4 datatypes, decimal: the precision of a number is part of it). */
  toJSON(): object | undefined {
    return withDigits(this.sent) as object | undefined;
  }
}

/** How a FHIR route discloses: whom the answer shows, it says itself. */
export const disclosesFhir = (kind: Disclosure['kind'], entity: string): Disclosure => ({
  kind,
  entity,
  shown: (answer: FhirAnswer) => answer.shown,
});

/** How a resource is disclosed that may be of nobody, such as an Organization: the trail names it in any case. */
export const disclosesNamed = (entity: string): Disclosure => ({
  ...disclosesFhir('read', entity),
  about: ({ resource }: FhirAnswer) => (resource as { id: string }).id,
});

/** What a FHIR route answers, for the API description; the resources themselves are HL7's to describe. */
export const answersFhir = (resourceType: string) => ({
  mediaType: 'application/fhir+json',
  schema: {
    type: 'object' as const,
    description: `${resourceType} of HL7 FHIR R4`,
    example: EXAMPLES[resourceType],
    properties: { resourceType: { type: 'string' as const, example: resourceType } },
  },
});

/** What a FHIR route takes, likewise. */
export const takesFhir = (resourceType: string, example: object) =>
  applyDecorators(
    ApiConsumes('application/fhir+json', 'application/json'),
    ApiBody({ schema: { type: 'object', description: `${resourceType} of HL7 FHIR R4`, example } }),
  );
