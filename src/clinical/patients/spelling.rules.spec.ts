import { describe, expect, it } from '@jest/globals';
import { hasKeystrokes, otherSpelling, withoutKeystrokes } from './spelling.rules.js';

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

describe('A name with left-over keystrokes', () => {
  it.each(['Nguyeenx Văn An', 'Trần Thij Hoa', 'Ddawngj Thị Lan', 'Lee Vawn Tam', 'Nguye6n4 An'])('is %s', (name) => {
    expect(hasKeystrokes(name)).toBe(true);
  });
  it.each([
    'Nguyễn Văn An',
    'Nguyen Van An',
    'Ksor Lan',
    'H’Linh Mlô',
    'K’Brôm',
    'Jean-Luc O’Connor',
    'Nguyễn Thị Thử 53412',
  ])('is not %s', (name) => {
    expect(hasKeystrokes(name)).toBe(false);
  });
});
