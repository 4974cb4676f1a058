import { describe, expect, it } from '@jest/globals';
import { applyPatch } from './json-patch.js';

describe('A JSON Patch', () => {
  it('changes a copy, and nothing at all when one operation does not fit', () => {
    const document = { a: { b: [1, 2] } };
    const copy = { op: 'copy', from: '/a/b', path: '/c' };
    expect(applyPatch(document, [copy, { op: 'remove', path: '/a' }])).toEqual({ c: [1, 2] });
    expect(applyPatch(document, [copy, { op: 'test', path: '/c/0', value: 2 }])).toBeUndefined();
    expect(document).toEqual({ a: { b: [1, 2] } });
  });

  it('is refused when it copies what it has copied until nobody can hold it', () => {
    const doubling = Array.from({ length: 60 }, (_, at) => ({ op: 'copy', from: '/a', path: `/a/${at}` }));
    expect(applyPatch({ a: {} }, doubling)).toBeUndefined();
  });
});
