import { isBeforeBirth } from './born.rules.js';

describe('A moment before the birth', () => {
  it.each([
    ['the evening before, on the ward’s clock', '2026-11-28', '2026-11-27T16:59:00Z', true],
    ['the day itself begins at 17:00 UTC of the day before', '2026-11-28', '2026-11-27T17:00:00Z', false],
    ['the day after', '2026-11-28', '2026-11-29T00:00:00Z', false],
    ['anything, of somebody whose birth nobody knows', null, '1900-01-01T00:00:00Z', false],
  ])('%s', (_, birthDate, at, expected) => {
    expect(isBeforeBirth({ birthDate }, new Date(at))).toBe(expected);
  });

  it('reads a date as the database gives it', () => {
    const birthDate = new Date('2026-11-28T00:00:00Z');
    expect(isBeforeBirth({ birthDate }, new Date('2026-11-27T12:00:00Z'))).toBe(true);
    expect(isBeforeBirth({ birthDate }, new Date('2026-11-28T12:00:00Z'))).toBe(false);
  });

  it('is one of the same day as well, where the moment of birth is known, to the minute', () => {
    const born = { birthDate: '2026-11-28', bornAt: '2026-11-28T03:05:40Z' };
    const times = ['2026-11-28T03:04:59Z', '2026-11-28T03:05:00Z', '2026-11-28T03:06:00Z'];
    expect(times.map((at) => isBeforeBirth(born, new Date(at)))).toEqual([true, false, false]);
    expect(isBeforeBirth({ ...born, bornAt: null }, new Date(times[0]!))).toBe(false);
  });
});
