import { doseFindings } from './dose-limit.rules.js';
import type { CheckedOrder, Facts } from './facts.js';
import { drugOf } from './formulary.js';

const ADULT: Facts = { sex: 'female', age: { min: 40, max: 40 }, allergies: [], open: [], creatinine: [] };
const CHILD: Facts = { ...ADULT, age: { min: 6, max: 6 }, weightKg: 20 };
const code = { system: 'http://www.whocc.no/atc', code: 'N02BE01', display: 'Paracetamol' };
const paracetamol = (mg: number, everyHours = 6, unit = 'mg'): CheckedOrder => ({
  kind: 'medication',
  code,
  dose: { value: mg, unit },
  timing: { everyHours },
});
const found = (order: CheckedOrder, facts: Facts, ...beside: CheckedOrder[]) =>
  doseFindings(order, drugOf(code)!, facts, beside).map(({ rule, severity }) => `${rule} ${severity}`);

describe('A dose against its limits', () => {
  it.each([
    ['the most at one time', paracetamol(1000), ADULT, []],
    ['grams for milligrams', paracetamol(1, 6, 'g'), ADULT, []],
    ['more than that', paracetamol(1001.1, 12), ADULT, ['single-dose serious']],
    ['ten times that', paracetamol(10_000, 24), ADULT, ['ten-fold-dose contraindicated', 'daily-dose serious']],
    ['too much within a day', paracetamol(1000, 4), ADULT, ['daily-dose serious']],
    ['a child by its weight', paracetamol(300), CHILD, []],
    ['a child, too much at one time', paracetamol(320, 8), CHILD, ['single-dose serious']],
    ['a child, too much within a day', paracetamol(300, 4), CHILD, ['daily-dose serious']],
    ['a heavy child: as an adult', paracetamol(1000), { ...CHILD, age: { min: 17, max: 17 }, weightKg: 90 }, []],
    ['a child of unknown weight', paracetamol(300), { ...CHILD, weightKg: undefined }, ['weight serious']],
    ['somebody of unknown age', paracetamol(300), { ...ADULT, age: undefined }, ['dose not-judged']],
    ['tablets, whose mass nobody tells', paracetamol(2, 6, '{tablet}'), ADULT, ['dose not-judged']],
  ])('%s', (_, order, facts, expected) => {
    expect(found(order, facts)).toEqual(expected);
  });

  it('counts every order of the substance into the day', () => {
    expect(found(paracetamol(1000, 12), ADULT, paracetamol(500, 6))).toEqual([]);
    expect(found(paracetamol(1000, 12), ADULT, paracetamol(1000, 6))).toEqual(['daily-dose serious']);
    expect(found(paracetamol(1000, 12), ADULT, paracetamol(2, 6, '{tablet}'))).toEqual(['daily-dose not-judged']);
  });
});

describe('A dose ten times too high', () => {
  const of = (atc: string, display: string, value: number, unit: string): string[] => {
    const told = { system: 'http://www.whocc.no/atc', code: atc, display };
    const order = { kind: 'medication', code: told, dose: { value, unit }, timing: { everyHours: 24 } };
    return doseFindings(order, drugOf(told)!, ADULT, []).map(({ rule, severity }) => `${rule} ${severity}`);
  };
  const TEN_FOLD = ['ten-fold-dose contraindicated', 'daily-dose serious'];

  it.each([
    ['in g', 'N02BE01', 'Paracetamol', 10, 'g', TEN_FOLD],
    ['in mg', 'N02BE01', 'Paracetamol', 10_000, 'mg', TEN_FOLD],
    ['in µg', 'N02BE01', 'Paracetamol', 10_000_000, 'ug', TEN_FOLD],
    ['in units of insulin', 'A10AB01', 'Insulin regular', 500, '[iU]', TEN_FOLD],
    ['in tablets of a told strength', 'N02BE01', 'Paracetamol 500 mg', 20, '{tablet}', TEN_FOLD],
    ['in mL of a told strength', 'N02BE01', 'Paracetamol 10 mg/mL', 1000, 'mL', TEN_FOLD],
    ['in mL, the strength told of several', 'N02BE01', 'Paracetamol 250 mg/5 mL', 200, 'mL', TEN_FOLD],
    ['as it is meant, in each', 'N02BE01', 'Paracetamol 500 mg', 2, '{tablet}', []],
    ['as it is meant, of insulin', 'A10AB01', 'Insulin regular', 10, '[iU]', []],
    ['somewhat much insulin', 'A10AE04', 'Lantus', 60, '[iU]', ['single-dose serious']],
    ['insulin in mL, which nobody reckons', 'A10AB01', 'Insulin regular', 0.1, 'mL', ['dose not-judged']],
    ['in drops, which nobody weighs', 'N02BE01', 'Paracetamol 100 mg/mL', 20, '{drop}', ['dose not-judged']],
    ['in mL of no strength', 'N02BE01', 'Paracetamol', 10, 'mL', ['dose not-judged']],
    ['of two strengths', 'N02BE01', 'Paracetamol 500 mg, 650 mg', 2, '{tablet}', ['dose not-judged']],
    ['of a strength that reads two ways', 'N02BE01', 'Paracetamol 1.000 mg', 2, '{tablet}', ['dose not-judged']],
    ['of a combination', 'N02BE01', 'Paracetamol 325 mg + tramadol', 2, '{tablet}', ['dose not-judged']],
  ])('%s', (_, atc, display, value, unit, expected) => {
    expect(of(atc, display, value, unit)).toEqual(expected);
  });

  it('counts a combination into the day of each substance, or says that it cannot', () => {
    const ultracet = { ...paracetamol(2, 6, '{tablet}'), code: { ...code, code: 'N02AJ13', display: 'Ultracet' } };
    expect(found(paracetamol(1000, 6), ADULT, ultracet)).toEqual(['daily-dose not-judged']);
  });
});
