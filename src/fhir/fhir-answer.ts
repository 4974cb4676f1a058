import type { Disclosure, Shown } from '../audit/disclosure.js';

/** A FHIR answer on its way out: the resource, whom it shows, and where what was created is. */
export class FhirAnswer {
  constructor(
    readonly resource: object,
    readonly shown: readonly Shown[],
    readonly headers: Readonly<Record<string, string>> = {},
    readonly status?: number,
  ) {}

  /** What the client gets. */
  toJSON(): object {
    return this.resource;
  }
}

/** How a FHIR route discloses: whom the answer shows, it says itself. */
export const disclosesFhir = (kind: Disclosure['kind'], entity: string): Disclosure => ({
  kind,
  entity,
  shown: (answer: FhirAnswer) => answer.shown,
});
