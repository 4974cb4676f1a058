import { hash } from 'node:crypto';
import { elementAt } from '../../../kernel/list.js';

/**
 * The Merkle tree of RFC 6962 section 2.1 (the same in RFC 9162) over SHA-256: roots, inclusion proofs, consistency
 * proofs and their verification. Pure: hashes come from a {@link HashRange}, wherever they are kept.
 */

/** A SHA-256 hash, 32 bytes. */
export type Hash = Buffer;

const sha256 = (bytes: Uint8Array): Hash => hash('sha256', bytes, 'buffer');

const LEAF = 0;
const NODE = 1;

/** The hash of one entry: SHA-256(0x00 ‖ entry). @param entry bytes, or text that is taken as UTF-8 */
export function leafHash(entry: Uint8Array | string): Hash {
  const length = typeof entry === 'string' ? Buffer.byteLength(entry) : entry.length;
  const bytes = Buffer.allocUnsafe(length + 1);
  bytes[0] = LEAF;
  if (typeof entry === 'string') bytes.write(entry, 1);
  else bytes.set(entry, 1);
  return sha256(bytes);
}

const pair = Buffer.alloc(65, NODE);

/** The hash of an inner node: SHA-256(0x01 ‖ left ‖ right). */
export function nodeHash(left: Hash, right: Hash): Hash {
  pair.set(left, 1);
  pair.set(right, 33);
  return sha256(pair);
}

/** The root of the empty tree. */
export const EMPTY_ROOT: Hash = sha256(Buffer.alloc(0));

/** The hash of the subtree over entries `from` to `to` (exclusive), as the tree of just these entries would have it. */
export type HashRange = (from: number, to: number) => Hash;

/** Where a tree of `size` > 1 entries splits: the largest power of two below `size`. */
export function splitPoint(size: number): number {
  let split = 1;
  while (split * 2 < size) split *= 2;
  return split;
}

/** The root over leaf hashes in order. */
export function rootOf(leaves: readonly Hash[]): Hash {
  return leaves.length === 0 ? EMPTY_ROOT : rangeOver(leaves)(0, leaves.length);
}

/** A {@link HashRange} over leaf hashes in memory. */
export function rangeOver(leaves: readonly Hash[]): HashRange {
  const range: HashRange = (from, to) => {
    if (to - from === 1) return elementAt(leaves, from);
    const split = from + splitPoint(to - from);
    return nodeHash(range(from, split), range(split, to));
  };
  return range;
}

/**
 * The audit path of entry `index` in the tree of `size` entries, from the leaf upwards (RFC 6962 2.1.1).
 * @throws RangeError when there is no such entry
 */
export function inclusionProof(index: number, size: number, range: HashRange): Hash[] {
  if (!(Number.isInteger(index) && index >= 0 && index < size)) {
    throw new RangeError(`no entry ${index} among ${size}`);
  }
  const path: Hash[] = [];
  let [from, to] = [0, size];
  while (to - from > 1) {
    const split = from + splitPoint(to - from);
    if (index < split) {
      path.push(range(split, to));
      to = split;
    } else {
      path.push(range(from, split));
      from = split;
    }
  }
  return path.reverse();
}

/** The root that an entry's hash and its audit path lead to, or undefined when the path has a wrong length (RFC 9162 2.1.3.2). */
export function rootFromInclusion(leaf: Hash, index: number, size: number, path: readonly Hash[]): Hash | undefined {
  if (index >= size) return undefined;
  let [node, last] = [index, size - 1];
  let hash = leaf;
  for (const sibling of path) {
    if (last === 0) return undefined;
    if (node % 2 === 1 || node === last) {
      hash = nodeHash(sibling, hash);
      while (node % 2 === 0 && node !== 0) [node, last] = [half(node), half(last)];
    } else {
      hash = nodeHash(hash, sibling);
    }
    [node, last] = [half(node), half(last)];
  }
  return last === 0 ? hash : undefined;
}

/**
 * The proof that the tree of `size` entries begins with the tree of `oldSize` entries (RFC 6962 2.1.2).
 * @throws RangeError unless 0 < oldSize <= size
 */
export function consistencyProof(oldSize: number, size: number, range: HashRange): Hash[] {
  if (!(Number.isInteger(oldSize) && oldSize > 0 && oldSize <= size)) {
    throw new RangeError(`no proof from ${oldSize} to ${size}`);
  }
  const proof: Hash[] = [];
  let [from, to, whole] = [0, size, true];
  while (oldSize !== to) {
    const split = from + splitPoint(to - from);
    if (oldSize <= split) {
      proof.push(range(split, to));
      to = split;
    } else {
      proof.push(range(from, split));
      from = split;
      whole = false;
    }
  }
  if (!whole) proof.push(range(from, to));
  return proof.reverse();
}

/** Whether a consistency proof leads from the old root to the new one (RFC 9162 2.1.4.2). */
export function isConsistent(
  oldSize: number,
  oldRoot: Hash,
  size: number,
  root: Hash,
  proof: readonly Hash[],
): boolean {
  if (oldSize === size) return proof.length === 0 && oldRoot.equals(root);
  if (oldSize < 1 || oldSize > size) return false;
  const path = isPowerOfTwo(oldSize) ? [oldRoot, ...proof] : [...proof];
  const first = path.shift();
  if (!first) return false;
  let [node, last] = [oldSize - 1, size - 1];
  while (node % 2 === 1) [node, last] = [half(node), half(last)];
  let [was, is] = [first, first];
  for (const sibling of path) {
    if (last === 0) return false;
    if (node % 2 === 1 || node === last) {
      was = nodeHash(sibling, was);
      is = nodeHash(sibling, is);
      while (node % 2 === 0 && node !== 0) [node, last] = [half(node), half(last)];
    } else {
      is = nodeHash(is, sibling);
    }
    [node, last] = [half(node), half(last)];
  }
  return last === 0 && was.equals(oldRoot) && is.equals(root);
}

// Not >> 1: a hospital's trail may pass 2^31 events.
const half = (value: number): number => Math.floor(value / 2);
const isPowerOfTwo = (value: number): boolean => {
  let rest = value;
  while (rest % 2 === 0 && rest > 0) rest /= 2;
  return rest === 1;
};
