import { expect, it } from '@jest/globals';
import { digitsAsDate, shortYear, typedDate } from './box-dates.rules.js';

const TODAY = '2026-11-29';

it.each([
  ['12/03/1985', '1985-03-12'],
  ['12/3/85', '1985-03-12'],
  ['1/2/50', '1950-02-01'],
  ['1.2.10', '2010-02-01'],
  // The newest year that is not in the future.
  ['29/11/26', '2026-11-29'],
  ['30/11/26', '1926-11-30'],
  ['29-2-24', '2024-02-29'],
  ['29/2/23', undefined],
  ['31/4/85', undefined],
  ['1/2/5', undefined],
])('a birth date typed as %s is %s', (typed, day) => {
  expect(typedDate(typed, TODAY)?.first).toBe(day);
});

it('eight digits are a day, six are none', () => {
  expect([digitsAsDate('12031985', TODAY)?.first, digitsAsDate('120385', TODAY)]).toEqual(['1985-03-12', undefined]);
});

it.each([
  ['92', '1992-01-01'],
  ['05', '2005-01-01'],
  ['26', '2026-01-01'],
  ['27', '1927-01-01'],
  ['5', undefined],
  ['192', undefined],
])('a birth year of two digits typed as %s begins on %s', (typed, first) => {
  expect(shortYear(typed, TODAY)?.first).toBe(first);
});
