import { describe, expect, it } from '@jest/globals';
import { ageOn, ageText } from './age.js';
import { parsePartialDate } from './partial-date.js';

const TODAY = '2026-11-28';
const age = (born: string) => ageOn(parsePartialDate(born)!, TODAY);

describe('An age is told', () => {
  it.each([
    ['1990-11-28', 'year', 36, 36],
    ['1990-11-29', 'year', 35, 35],
    ['1990', 'year', 35, 36],
    ['2020-11-28', 'year', 6, 6],
    ['2020-11-29', 'month', 71, 71],
    ['2026-10-28', 'month', 1, 1],
    ['2026-10-29', 'day', 30, 30],
    ['2026-11-28', 'day', 0, 0],
    ['2026-11', 'month', 0, 0],
    ['2025', 'year', 0, 1],
  ])('of who was born %p in %s: %d–%d', (born, unit, min, max) => {
    expect(age(born)).toEqual({ unit, min, max });
  });

  it('in words of both languages', () => {
    expect([ageText(age('1990'), 'vi'), ageText(age('1990'), 'en')]).toEqual(['35–36 tuổi', '35–36 years']);
    expect([ageText(age('2026-10-28'), 'vi'), ageText(age('2026-10-28'), 'en')]).toEqual(['1 tháng tuổi', '1 month']);
  });
});
