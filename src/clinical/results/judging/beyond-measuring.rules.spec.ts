import type { Interpretation } from '../interpretation.rules.js';
import { extremesOf, sharedFlag } from './beyond-measuring.rules.js';

describe('A value beyond what can be measured', () => {
  it.each([
    ['as it is', 5, null, [5, 5]],
    ['at most', 5, '<=', [0, 5]],
    ['at least', 5, '>=', [5, Infinity]],
    ['at most of a negative', -5, '<=', [-5, -5]],
  ])('%s has the extremes', (_, value, comparator, [least, most]) => {
    expect([extremesOf(value, comparator)[0], extremesOf(value, comparator).at(-1)]).toEqual([least, most]);
  });

  it('is less or more than its limit, not equal to it', () => {
    expect(extremesOf(5, '<')[1]).toBeLessThan(5);
    expect(extremesOf(5, '>')[0]).toBeGreaterThan(5);
  });

  it.each([
    [['N', 'N'], 'N'],
    [['H', 'HH'], 'H'],
    [['LL', 'L'], 'L'],
    [['L', 'N'], undefined],
    [['L', 'H'], undefined],
    [['N', undefined], undefined],
    [[], undefined],
  ] as [(Interpretation | undefined)[], Interpretation | undefined][])(
    'of flags %j has %j for all',
    (flags, expected) => {
      expect(sharedFlag(flags)).toBe(expected);
    },
  );
});
