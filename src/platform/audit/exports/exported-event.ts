import type { Hash } from '../sealing/merkle.js';
import type { LeafColumns } from '../sealing/leaf-text.js';
import type { NamedRow } from '../questions/event-names.js';

/** An event with its place in the sealed trail; `seq` and `hash` are null while it is not sealed. */
export interface ExportedEvent extends NamedRow {
  /** What its leaf hashes is made of. */
  readonly leaf: LeafColumns;
  readonly seq: number | null;
  readonly hash: Hash | null;
}

/** What an export says about itself. */
export interface ExportHead {
  /** Names this export in the trail. */
  readonly id: string;
  readonly at: string;
  readonly hospital: string;
  readonly filter: Readonly<Record<string, unknown>>;
  /** Newest checkpoint, which proofs lead to. */
  readonly checkpoint: string | null;
  /** Archived months of the period that it does not tell of. */
  readonly notCovered: readonly string[];
}

/** How events are written. */
export interface ExportWriter {
  readonly mediaType: string;
  readonly extension: string;
  /** What stands before the events. */
  head(head: ExportHead): string;
  /** @param proofs audit paths by the leaf's number, when they were asked for */
  events(events: readonly ExportedEvent[], proofs?: ReadonlyMap<number, readonly Hash[]>): string;
  /** What stands behind them; an export without it was broken off. */
  tail(count: number): string;
}
