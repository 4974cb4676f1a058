import { describe, expect, it } from '@jest/globals';
import { improbableOf } from './icd10-usual.rules.js';

const years = (min: number, max = min) => ({ min, max });

describe('A diagnosis is asked about', () => {
  it.each([
    ['O80', 'male', years(30), ['icd-10-sex']],
    ['O80.0', 'female', years(30), []],
    ['O80', 'female', years(70), ['icd-10-age']],
    ['O80', 'male', years(5), ['icd-10-sex', 'icd-10-age']],
    ['C61', 'female', years(70), ['icd-10-sex']],
    ['C61', 'male', years(70), []],
    ['N40', 'male', years(12), ['icd-10-age']],
    ['C53.9', 'male', null, ['icd-10-sex']],
    ['N99.2', 'male', null, ['icd-10-sex']],
    ['N99.1', 'male', null, []],
    ['B37.3', 'male', null, ['icd-10-sex']],
    ['B37.4', 'male', null, []],
    ['P07.3', 'female', years(0), []],
    ['P07.3', 'female', years(20), ['icd-10-age']],
    ['A33', 'male', years(0), []],
    ['J18.9', 'male', years(200), []],
    ['O80', 'other', null, []],
    ['O80', 'unknown', years(9, 11), []],
    ['G30.1†', 'female', years(10), ['icd-10-age']],
  ])('%s of %s aged %j: %j', (code, sex, age, asked) => {
    expect(improbableOf(code, { sex, years: age })).toEqual(asked);
  });

  it('of no sex that is not known, and of no age that is not known, whatever the code', () => {
    for (const letter of 'ABCDEFGHIJKLMNOPQRSTVYZ') {
      for (let number = 0; number < 100; number++) {
        const code = `${letter}${String(number).padStart(2, '0')}`;
        expect(improbableOf(code, { sex: 'unknown', years: null })).toEqual([]);
        const both = ['male', 'female'].filter((sex) => improbableOf(code, { sex, years: null }).length > 0);
        expect([code, both.length < 2]).toEqual([code, true]);
      }
    }
  });
});
