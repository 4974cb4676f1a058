import type { Resource } from '../elements/element.js';

export type Targets = Readonly<Record<string, string>>;

/** A row of a domain as FHIR is shown it: whose it is, when it was, and the facts its map shows. */
export interface Stored<Facts = unknown> {
  readonly id: string;
  readonly entityId: string;
  /** Null of who works here, and of places. */
  readonly patientId: string | null;
  readonly encounterId: string | null;
  /** What orders the list, as a cursor carries it. */
  readonly sortKey: string;
  /** What orders those that are alike by it, where something does. */
  readonly thenKey?: string;
  readonly version: number;
  readonly updatedAt: Date;
  readonly facts: Facts;
  /** R or V of whose record it is, when that is confidential now. */
  readonly confidentiality?: string | null;
  /** When that record was last changed; undefined where it was not read. */
  readonly labelledAt?: Date | null;
  /** The resource as another system sent it, when one did; read from the database as text, which has every digit. */
  readonly kept: Resource | string | null;
  readonly source: string | null;
  readonly sourceId: string | null;
  /** Where things are that it names by addresses made up for its Bundle. */
  readonly targets?: Targets | null;
  /** The report that it is a value of. */
  readonly reportId?: string | null;
  readonly orderId?: string | null;
  readonly observationIds?: readonly string[] | null;
}

/** A resource that is only kept. */
export interface Kept {
  readonly id: string;
  readonly patientId: string | null;
  readonly confidentiality?: string | null;
  readonly source: string;
  readonly resource: Resource;
  readonly targets?: Targets | null;
  readonly version: number;
  readonly updatedAt: Date;
}
