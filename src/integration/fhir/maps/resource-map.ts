import type { Element, Resource } from '../elements/element.js';

/** Which element of a resource names which record: the patient, the encounter, the order. */
export interface ReferenceElements {
  readonly patientId?: string;
  readonly encounterId?: string;
  readonly orderId?: string;
  readonly observationIds?: string;
}

/** What of a contained or bundled resource a map may need to look into. */
export type LookUp = (reference: Element | undefined) => Element | undefined;

/** How a resource is shown. */
export interface ShownMap<Facts> {
  readonly type: string;
  /** The table that holds it, as the audit trail names it. */
  readonly entity: string;
  readonly references: ReferenceElements;
  show(facts: Facts): Record<string, unknown>;
}

/**
 * One resource in both directions. `Facts` is what the domain keeps of it; {@link show} of the facts {@link read} gave
 * says the same again. References are no facts: they are resolved on the way in and written anew on the way out.
 */
export interface ResourceMap<Facts> {
  readonly type: string;
  /** The table that holds it, as the audit trail names it. */
  readonly entity: string;
  readonly references: ReferenceElements;
  /** Elements that nobody changes here, however the record writes what they say: where the sender has said them, its words are shown. */
  readonly sendersOwn?: readonly string[];
  /** An element without what the record may say otherwise though nobody changed what was sent: what its codes and units mean. */
  compared?(name: string, value: unknown): unknown;
  /** What the record adds to the sender's words, so that they can be read without what they refer to. */
  complete?(said: Record<string, unknown>, facts: Facts): Record<string, unknown>;
  read(resource: Element, lookUp: LookUp): Facts;
  show(facts: Facts): Omit<Resource, 'resourceType' | 'id'>;
}
