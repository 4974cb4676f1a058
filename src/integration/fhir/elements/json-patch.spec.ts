import { applyPatch } from './json-patch.js';

const NOTE = { note: [{ text: 'a' }, { text: 'b' }] };

describe('A JSON Patch', () => {
  it.each([
    [
      'add',
      [{ op: 'add', path: '/note/-', value: { text: 'c' } }],
      { note: [{ text: 'a' }, { text: 'b' }, { text: 'c' }] },
    ],
    ['remove', [{ op: 'remove', path: '/note/0' }], { note: [{ text: 'b' }] }],
    ['replace', [{ op: 'replace', path: '/note/1/text', value: 'z' }], { note: [{ text: 'a' }, { text: 'z' }] }],
    ['move', [{ op: 'move', from: '/note/0', path: '/note/1' }], { note: [{ text: 'b' }, { text: 'a' }] }],
    ['copy', [{ op: 'copy', from: '/note/0/text', path: '/note/1/text' }], { note: [{ text: 'a' }, { text: 'a' }] }],
  ])('can %s', (_, operations, expected) => {
    expect(applyPatch(NOTE, operations)).toEqual(expected);
  });

  it.each([
    ['nothing at all', []],
    ['what is no operation', [null]],
    ['a word', ['add']],
    ['an index that is none', [{ op: 'remove', path: '/note/length' }]],
    ['what is not there', [{ op: 'remove', path: '/note/2' }]],
    ['a test that fails', [{ op: 'test', path: '/note/0/text', value: 'b' }]],
    [
      'more than anybody patches',
      Array.from({ length: 501 }, () => ({ op: 'test', path: '/note/0/text', value: 'a' })),
    ],
    ['copies of copies', Array.from({ length: 60 }, () => ({ op: 'copy', from: '/note', path: '/note/-' }))],
  ])('is refused for %s, and leaves the document as it is', (_, operations) => {
    const before = structuredClone(NOTE);
    expect(applyPatch(NOTE, operations)).toBeUndefined();
    expect(NOTE).toEqual(before);
  });
});
