import { longer, RETENTION_CLASSES, retainUntil, retentionOf } from './retention.rules.js';

describe('How long a record is kept', () => {
  it.each([
    [{ died: false, codes: ['J18.9'] }, 'ordinary'],
    [{ died: false, codes: [] }, 'ordinary'],
    [{ died: false, codes: ['J18.9', 'S72.0'] }, 'accident'],
    [{ died: false, codes: ['V29'] }, 'accident'],
    [{ died: false, codes: ['Y83'] }, 'accident'],
    [{ died: false, codes: ['Z51'] }, 'ordinary'],
    [{ died: false, codes: ['F20.0', 'S72.0'] }, 'long'],
    [{ died: true, codes: ['J18.9'] }, 'long'],
  ] as const)('%j: %s', (retained, expected) => expect(retentionOf(retained)).toBe(expected));

  it('is never shortened by hand', () => {
    const table = RETENTION_CLASSES.map((one) => RETENTION_CLASSES.map((other) => longer(one, other)));
    expect(table).toEqual([
      ['ordinary', 'accident', 'long'],
      ['accident', 'accident', 'long'],
      ['long', 'long', 'long'],
    ]);
  });

  it('ends on the same day so many years later', () => {
    expect(retainUntil('2026-11-28', 'ordinary')).toBe('2036-11-28');
    expect(retainUntil('2024-02-29', 'accident')).toBe('2039-02-28');
    expect(retainUntil('2024-02-29', 'long')).toBe('2044-02-29');
  });
});
