import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CompactRange } from './compact-range.js';
import { leafHash, rangeOver, rootOf } from './merkle.js';

const leaves = Array.from({ length: 700 }, (_, at) => leafHash(Buffer.from(`event ${at}`)));

describe('The right edge of a growing tree', () => {
  it('has the root of RFC 6962 at every size', () => {
    const tree = new CompactRange();
    expect(tree.root()).toEqual(rootOf([]));
    leaves.forEach((leaf, at) => {
      tree.append(leaf);
      expect(tree.size).toBe(at + 1);
      expect(tree.root().equals(rootOf(leaves.slice(0, at + 1)))).toBe(true);
    });
  });

  it('tells each complete subtree once, with the hash over just its leaves', () => {
    const tree = new CompactRange();
    const finished = leaves.flatMap((leaf) => tree.append(leaf));
    const range = rangeOver(leaves);
    for (const { height, index, hash } of finished) {
      expect(hash.equals(range(index * 2 ** height, (index + 1) * 2 ** height))).toBe(true);
    }
    expect(new Set(finished.map(({ height, index }) => `${height}/${index}`)).size).toBe(finished.length);
    expect(finished.filter(({ height }) => height === 8).map(({ index }) => index)).toEqual([0, 1]);
  });

  it('goes on from its edge as if it had never stopped', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 700 }), fc.integer({ min: 0, max: 700 }), (a, b) => {
        const [stop, end] = [Math.min(a, b), Math.max(a, b)];
        const range = rangeOver(leaves);
        const edge = CompactRange.edgeOf(stop).map((subtree) => {
          const width = 2 ** subtree.height;
          return { ...subtree, hash: range(subtree.index * width, (subtree.index + 1) * width) };
        });
        const resumed = new CompactRange(edge);
        for (const leaf of leaves.slice(stop, end)) resumed.append(leaf);
        expect(resumed.size).toBe(end);
        expect(resumed.root().equals(rootOf(leaves.slice(0, end)))).toBe(true);
      }),
    );
  });
});
