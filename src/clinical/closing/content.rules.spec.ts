import { createHash } from 'node:crypto';
import { differences, recordHash, stateOf, type ContentRow } from './content.rules.js';

const ROWS: readonly ContentRow[] = [
  ['note', 'b', '22'],
  ['note', 'a', '11'],
  ['dose', 'z', '33'],
];

describe('The hash of a record', () => {
  it('is that of the list which the documentation describes', () => {
    const text = '["benh-an-record-1","e",[["dose","z","33"],["note","a","11"],["note","b","22"]]]';
    expect(recordHash('e', ROWS)).toBe(createHash('sha256').update(text).digest('hex'));
  });

  it('hangs on every row and on the encounter, and not on the order in which rows are read', () => {
    const whole = recordHash('e', ROWS);
    expect(recordHash('e', ROWS.toReversed())).toBe(whole);
    expect(recordHash('f', ROWS)).not.toBe(whole);
    expect(recordHash('e', ROWS.slice(1))).not.toBe(whole);
    expect(recordHash('e', [['note', 'b', '23'], ...ROWS.slice(1)])).not.toBe(whole);
  });
});

describe('What differs from what was closed', () => {
  it.each([
    ['nothing', ROWS, { changed: [], added: 0 }],
    ['a row that is gone', ROWS.slice(1), { changed: [{ entity: 'note', id: 'b' }], added: 0 }],
    [
      'a row that says something else',
      [['note', 'b', '23'], ...ROWS.slice(1)],
      { changed: [{ entity: 'note', id: 'b' }], added: 0 },
    ],
    ['a row that came later', [...ROWS, ['note', 'c', '44']], { changed: [], added: 1 }],
  ] as [string, ContentRow[], object][])('is %s', (_, now, expected) => {
    expect(differences(ROWS, now)).toEqual(expected);
  });
});

describe('How a closed record stands', () => {
  it.each([
    [{ matches: true, isSignatureWrong: false, changed: 0, added: 0 }, 'as-closed'],
    [{ matches: true, isSignatureWrong: false, changed: 0, added: 2 }, 'added-to'],
    [{ matches: true, isSignatureWrong: false, changed: 1, added: 2 }, 'changed'],
    [{ matches: true, isSignatureWrong: true, changed: 1, added: 2 }, 'signature-wrong'],
    [{ matches: false, isSignatureWrong: true, changed: 1, added: 2 }, 'hash-differs'],
  ])('%j: %s', (found, expected) => {
    expect(stateOf(found)).toBe(expected);
  });
});
