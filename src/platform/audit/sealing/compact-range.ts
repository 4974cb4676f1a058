import { EMPTY_ROOT, nodeHash, type Hash } from './merkle.js';

/** A complete subtree: the hash over leaves `index` * 2^`height` to (`index` + 1) * 2^`height` (exclusive). */
export interface Subtree {
  readonly height: number;
  readonly index: number;
  readonly hash: Hash;
}

/**
 * A growing Merkle tree of which only the right edge is kept: the complete subtrees that together cover it, at most one of
 * each height. Appending costs two hashes on average, the root at most one for each height.
 */
export class CompactRange {
  private readonly edge: Subtree[];

  /** @param edge complete subtrees from left to right, tallest first, as {@link CompactRange.edgeOf} tells them */
  constructor(edge: readonly Subtree[] = []) {
    this.edge = [...edge];
  }

  /** Heights and indexes of the subtrees that cover `size` leaves, from left to right. */
  static edgeOf(size: number): Omit<Subtree, 'hash'>[] {
    return coverOf(0, size);
  }

  /** How many leaves the tree has. */
  get size(): number {
    const last = this.edge.at(-1);
    return last ? (last.index + 1) * 2 ** last.height : 0;
  }

  /** @returns every complete subtree that this leaf finished, itself first */
  append(leaf: Hash): Subtree[] {
    let subtree: Subtree = { height: 0, index: this.size, hash: leaf };
    const finished = [subtree];
    for (let left = this.edge.at(-1); left?.height === subtree.height; left = this.edge.at(-1)) {
      this.edge.pop();
      subtree = { height: left.height + 1, index: left.index / 2, hash: nodeHash(left.hash, subtree.hash) };
      finished.push(subtree);
    }
    this.edge.push(subtree);
    return finished;
  }

  root(): Hash {
    return joined(this.edge.map(({ hash }) => hash));
  }

  copy(): CompactRange {
    return new CompactRange(this.edge);
  }
}

/** The root over neighbouring complete subtrees, tallest first. */
export const joined = (hashes: readonly Hash[]): Hash =>
  hashes.length === 0 ? EMPTY_ROOT : hashes.reduceRight((right, left) => nodeHash(left, right));

/** The complete subtrees that cover leaves `from` to `to` (exclusive) when `from` is a boundary of the tree's splits. */
export function coverOf(from: number, to: number): Omit<Subtree, 'hash'>[] {
  const cover: Omit<Subtree, 'hash'>[] = [];
  for (let at = from; at < to;) {
    const height = Math.floor(Math.log2(to - at));
    cover.push({ height, index: at / 2 ** height });
    at += 2 ** height;
  }
  return cover;
}
