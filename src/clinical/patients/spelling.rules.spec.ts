import { describe, expect, it } from '@jest/globals';
import { otherSpelling, withoutKeystrokes } from './spelling.rules.js';

describe('A word of a name', () => {
  it.each([
    ['ly', 'li'],
    ['mi', 'my'],
    ['quy', 'qui'],
    ['quynh', 'quinh'],
    ['thuy', undefined],
    ['huy', undefined],
    ['y', undefined],
    ['linh', undefined],
    ['yen', undefined],
  ])('%p is also spelled %p', (word, other) => {
    expect(otherSpelling(word)).toBe(other);
  });

  it.each([
    ['nguyeenx', 'nguyen'],
    ['ddawngj', 'dang'],
    ['dduwcs', 'duc'],
    ['phuowng', 'phuong'],
    ['nhw', 'nhu'],
    ['quyeets', 'quyet'],
    ['hoaf', 'hoa'],
    ['nguye6n4', 'nguyen'],
    ['d9u7c1', 'duc'],
    ['nguyen', undefined],
    ['sang', undefined],
    ['trinh', undefined],
    ['b1234567', undefined],
    ['gd479', undefined],
  ])('%p without left-over keystrokes is %p', (word, meant) => {
    expect(withoutKeystrokes(word)).toBe(meant);
  });
});
