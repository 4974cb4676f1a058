import { Problem } from '../../kernel/problem.js';
import { gestationDays, requireMother, type Mother } from './newborn.rules.js';

const MOTHER: Mother = { id: 'm', fullName: 'Nguyễn Thị Ánh', sex: 'female', birthDate: '1995-01-01' };
const BORN = '2026-11-28';

function judged(mother: Mother | undefined, born: string | null): unknown {
  try {
    requireMother(mother, born);
    return 'right';
  } catch (error) {
    return error instanceof Problem ? error.options.errors?.[0]?.rule : error;
  }
}

describe('The mother of a newborn', () => {
  it.each([
    ['is right', MOTHER, BORN, 'right'],
    ['may be of unknown birth', { ...MOTHER, birthDate: null }, BORN, 'right'],
    ['may be of unknown sex', { ...MOTHER, sex: 'unknown' }, BORN, 'right'],
    ['is on record', undefined, BORN, 'mother-unknown'],
    ['is no man', { ...MOTHER, sex: 'male' }, BORN, 'mother-is-male'],
    ['is no small child', { ...MOTHER, birthDate: '2024-01-01' }, BORN, 'mother-is-child'],
    ['was five already', { ...MOTHER, birthDate: '2021-11-28' }, BORN, 'right'],
    ['is not the child', { ...MOTHER, kin: 'self' as const }, BORN, 'mother-is-self'],
    ['does not descend from the child', { ...MOTHER, birthDate: null, kin: 'below' as const }, null, 'mother-is-below'],
    ['was born before the child', { ...MOTHER, birthDate: BORN }, BORN, 'mother-not-older'],
  ])('%s', (_, mother, born, expected) => {
    expect(judged(mother, born)).toBe(expected);
  });
});

describe('Gestation', () => {
  it.each([
    [{ gestationalWeeks: 38, gestationalDays: 4 }, 270],
    [{ gestationalWeeks: 40 }, 280],
    [{ gestationalDays: 3 }, null],
  ])('of %j is %j days', (told, expected) => {
    expect(gestationDays(told as Parameters<typeof gestationDays>[0])).toBe(expected);
  });
});
