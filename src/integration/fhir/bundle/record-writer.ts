import type { Localised } from '../../../kernel/language.js';
import type { Tx } from '../../../platform/database/prisma.js';
import type { ObservationFacts } from '../maps/observation.map.js';
import type { KeptSource } from './fhir-sources.js';
import type { DraftLinks } from './links.js';

/** Facts, and the records they belong to. */
export interface NewRecord<Facts> extends DraftLinks {
  readonly facts: Facts;
  readonly contained: readonly ObservationFacts[];
  /** Tells the sender something of an element that is taken all the same. */
  readonly tell: (element: string, words: Localised) => void;
}

/** How the records of one type come into the chart. */
export interface RecordWriter<Facts = never> {
  /** @returns the record's id */
  create(tx: Tx, record: NewRecord<Facts>): Promise<string>;
  /** @throws Problem for one that {@link createMany} would refuse, so that it can be named */
  require?(record: NewRecord<Facts>): void;
  /** Which of them {@link createMany} takes; all of them where this is not said. The others are made one by one. */
  together?(records: readonly NewRecord<Facts>[]): boolean[];
  /** All at once, where there are many. @returns their ids in the same order */
  createMany?(tx: Tx, records: readonly NewRecord<Facts>[]): Promise<string[]>;
  /** What was sent before is said differently now. @returns the id of the record that counts from now on */
  revise(tx: Tx, id: string, record: NewRecord<Facts>, before: KeptSource): Promise<string>;
}
