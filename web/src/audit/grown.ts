import type { ConsistencyProofResponse } from '../api/generated/index.ts';
import { base64, bytesOf, join, sha256 } from './hashes.ts';

/**
 * Whether a tree is the beginning of a larger one, worked out from the proof alone (RFC 9162, 2.1.4.2, as RFC 6962 has it): nothing was
 * removed, changed or put between.
 * @returns undefined where the browser has no WebCrypto
 */
export async function hasGrown(proof: ConsistencyProofResponse): Promise<boolean | undefined> {
  if (!('subtle' in crypto)) return undefined;
  const { from, to, fromRoot, toRoot } = proof;
  if (from === to) return fromRoot === toRoot && proof.path.length === 0;
  // A tree of a power of two is whole: its root is where the proof begins.
  const isWhole = Number.isInteger(Math.log2(from));
  const path = [...(isWhole ? [fromRoot] : []), ...proof.path].map(bytesOf);
  const [start, ...rest] = path;
  if (!start || from < 1 || from > to) return false;
  let [at, last] = [from - 1, to - 1];
  while (at % 2 === 1) [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
  let [older, newer] = [start, start];
  for (const sibling of rest) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      older = await sha256(join([0x01], sibling, older));
      newer = await sha256(join([0x01], sibling, newer));
      while (at % 2 === 0 && at !== 0) [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
    } else newer = await sha256(join([0x01], newer, sibling));
    [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
  }
  return last === 0 && base64(older) === fromRoot && base64(newer) === toRoot;
}
