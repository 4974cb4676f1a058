import type { Hash } from '../sealing/merkle.js';
import { NOTED_BYTES } from '../sealing/witness.js';
import type { KnownCheckpoint } from './known-checkpoints.js';

/** A leaf since the last checkpoint that held. */
interface RecentLeaf {
  readonly hash: Hash;
  readonly eventId?: string;
}

/** Leaves between two checkpoints that are kept, to name the one that is wrong. Beyond it only the range is told. */
const MOST = 200_000;

/** The first leaf that is not the one a witness noted. */
export interface WrongLeaf {
  readonly index: number;
  readonly eventId?: string;
  /** It is the one that the witness noted behind: those before it were taken away. */
  readonly isMovedUp: boolean;
}

/**
 * The leaves since the last checkpoint that held, for comparing them with what witnesses noted of each. The notes are the beginnings
 * of hashes and are not signed: that something is wrong is proven by the root, where it is they tell.
 */
export class RecentLeaves {
  private leaves: RecentLeaf[] = [];
  private first = 0;

  add(leaf: RecentLeaf): void {
    if (this.leaves.length < MOST) this.leaves.push(leaf);
  }

  /** A checkpoint over `size` leaves holds: those before it are right. */
  forgetBefore(size: number): void {
    this.first = size;
    this.leaves = [];
  }

  /** @param known checkpoints of any source from this size on */
  firstWrong(known: readonly KnownCheckpoint[]): WrongLeaf | undefined {
    const noted = (index: number): Buffer | undefined => {
      const holder = known.find(
        ({ notes }) => notes && index >= notes.from && index < notes.from + countOf(notes.hashes),
      );
      const at = holder?.notes && (index - holder.notes.from) * NOTED_BYTES;
      return at === undefined ? undefined : holder?.notes?.hashes.subarray(at, at + NOTED_BYTES);
    };
    for (const [place, { hash, eventId }] of this.leaves.entries()) {
      const [index, short] = [this.first + place, hash.subarray(0, NOTED_BYTES)];
      const expected = noted(index);
      if (!expected || expected.equals(short)) continue;
      const isMovedUp = [1, 2, 3].some((more) => noted(index + more)?.equals(short));
      return { index, ...(eventId && { eventId }), isMovedUp };
    }
    return undefined;
  }
}

const countOf = (hashes: Buffer): number => hashes.length / NOTED_BYTES;
