import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  consistencyProof,
  EMPTY_ROOT,
  inclusionProof,
  isConsistent,
  leafHash,
  rangeOver,
  rootFromInclusion,
  rootOf,
} from './merkle.js';

/** The entries and roots that implementations of RFC 6962 test each other with. */
const ENTRIES = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
const ROOTS = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];
const leaves = ENTRIES.map((entry) => leafHash(Buffer.from(entry, 'hex')));
const range = rangeOver(leaves);
const hex = (hashes: readonly Buffer[]) => hashes.map((hash) => hash.toString('hex'));

describe('The Merkle tree of RFC 6962', () => {
  it('has the root of nothing for no entries', () => {
    expect(EMPTY_ROOT.toString('hex')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    expect(rootOf([])).toEqual(EMPTY_ROOT);
  });

  it.each(ROOTS.map((root, index) => [index + 1, root] as const))(
    'has the published root for %i entries',
    (size, root) => {
      expect(rootOf(leaves.slice(0, size)).toString('hex')).toBe(root);
    },
  );

  it('gives the published audit paths', () => {
    expect(inclusionProof(0, 1, range)).toEqual([]);
    expect(hex(inclusionProof(0, 8, range))).toEqual([
      '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
    ]);
    expect(hex(inclusionProof(5, 8, range))).toEqual([
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ]);
    expect(hex(inclusionProof(2, 3, range))).toEqual([ROOTS[1]]);
  });

  it('gives the published consistency proofs', () => {
    expect(consistencyProof(1, 1, range)).toEqual([]);
    expect(hex(consistencyProof(6, 8, range))).toEqual([
      '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ]);
    expect(hex(consistencyProof(2, 5, range))).toEqual([
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
    ]);
  });

  const tree = fc
    .integer({ min: 1, max: 300 })
    .map((size) => Array.from({ length: size }, (_, i) => leafHash(Buffer.from(String(i)))));

  it('proves that every entry is in it, and that no other is', () => {
    fc.assert(
      fc.property(tree, fc.nat(), fc.nat(), (hashes, n, m) => {
        const [index, other] = [n % hashes.length, m % hashes.length];
        const root = rootOf(hashes);
        const path = inclusionProof(index, hashes.length, rangeOver(hashes));
        expect(rootFromInclusion(hashes[index]!, index, hashes.length, path)).toEqual(root);
        if (other !== index) {
          expect(rootFromInclusion(hashes[other]!, index, hashes.length, path)).not.toEqual(root);
          expect(rootFromInclusion(hashes[index]!, other, hashes.length, path)).not.toEqual(root);
        }
        expect(rootFromInclusion(hashes[index]!, index, hashes.length, [...path, root])).toBeUndefined();
      }),
    );
  });

  it('proves that it grew from every smaller tree, and from no other', () => {
    fc.assert(
      fc.property(tree, fc.nat(), (hashes, n) => {
        const oldSize = 1 + (n % hashes.length);
        const [oldRoot, root] = [rootOf(hashes.slice(0, oldSize)), rootOf(hashes)];
        const proof = consistencyProof(oldSize, hashes.length, rangeOver(hashes));
        expect(isConsistent(oldSize, oldRoot, hashes.length, root, proof)).toBe(true);
        const forged = [leafHash(Buffer.from('forged')), ...hashes.slice(1)];
        const forgedProof = consistencyProof(oldSize, hashes.length, rangeOver(forged));
        expect(isConsistent(oldSize, oldRoot, hashes.length, rootOf(forged), forgedProof)).toBe(false);
      }),
    );
  });
});
