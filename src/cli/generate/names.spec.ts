import { describe, expect, it } from '@jest/globals';
import { foldName, normaliseName } from '../../clinical/patients/name.rules.js';
import { fullName } from './names.js';
import { Random } from './random.js';

const names = (count: number, seed = 1) =>
  Array.from({ length: count }, (_, i) => {
    const random = new Random(seed, i);
    const sex = random.chance(0.5) ? 'male' : 'female';
    return { sex, birthYear: random.whole(1930, 2024), random } as const;
  }).map(({ sex, birthYear, random }) => ({ sex, birthYear, name: fullName(random, sex, birthYear) }));

const share = <T>(list: readonly T[], holds: (one: T) => boolean) => list.filter(holds).length / list.length;

describe('Generated names', () => {
  const made = names(20_000);

  it.each([
    ['Nguyễn', 0.384],
    ['Trần', 0.11],
    ['Lê', 0.095],
    ['Phạm', 0.071],
  ])('%s is the family name of about %d', (family, expected) => {
    expect(share(made, ({ name }) => name.startsWith(`${family} `))).toBeCloseTo(expected, 1);
    expect(Math.abs(share(made, ({ name }) => name.startsWith(`${family} `)) / expected - 1)).toBeLessThan(0.15);
  });

  it('follow the fashion of their time: Thị and Văn are old', () => {
    const middle = (word: string, sex: string, from: number, to: number) =>
      share(
        made.filter((one) => one.sex === sex && one.birthYear >= from && one.birthYear < to),
        ({ name }) => name.includes(` ${word} `),
      );
    expect(middle('Thị', 'female', 1930, 1965)).toBeGreaterThan(0.7);
    expect(middle('Thị', 'female', 1992, 2025)).toBeLessThan(0.3);
    expect(middle('Văn', 'male', 1930, 1965)).toBeGreaterThan(0.5);
    expect(middle('Văn', 'male', 1992, 2025)).toBeLessThan(0.2);
    expect(share(made, ({ name, sex }) => sex === 'male' && name.split(' ').includes('Thị'))).toBe(0);
  });

  it('have two to six words, mostly three, in the form in which they are stored', () => {
    const words = made.map(({ name }) => name.split(' ').length);
    expect(Math.min(...words)).toBe(2);
    expect(Math.max(...words)).toBeLessThanOrEqual(6);
    expect(share(words, (count) => count === 2)).toBeGreaterThan(0.02);
    expect(share(words, (count) => count === 3)).toBeGreaterThan(0.75);
    expect(made.filter(({ name }) => name !== normaliseName(name) || !/^[a-z ]+$/.test(foldName(name)))).toEqual([]);
  });

  it('are of the other peoples of the country too', () => {
    for (const part of ["H'Hen", 'Niê', 'Siu', 'Ksor', 'Thạch', 'Giàng', 'Lò', 'Nông']) {
      expect(made.some(({ name }) => name.split(' ').includes(part))).toBe(true);
    }
  });

  it('are the same for the same words, and others for others', () => {
    expect(names(500, 7)).toEqual(names(500, 7));
    expect(names(500, 7)).not.toEqual(names(500, 8));
  });
});
