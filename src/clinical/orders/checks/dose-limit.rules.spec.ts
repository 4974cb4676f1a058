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
