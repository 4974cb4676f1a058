import { compareAmount, type Needed } from './amount.rules.js';

const PARACETAMOL = 'Paracetamol 500 mg';
const order = (fields: Partial<Needed> = {}): Needed => ({
  display: PARACETAMOL,
  dose: { value: 500, unit: 'mg' },
  timing: { everyHours: 8, durationDays: 5 },
  ...fields,
});
const tablets = (value: number, display = PARACETAMOL) => ({ value, unit: '{tablet}', display });

describe('What is given out, beside what was ordered', () => {
  it.each([
    ['as many as are needed', order(), tablets(15), [], 'as-ordered'],
    ['ten times as many', order(), tablets(150), [], 'more'],
    ['fewer', order(), tablets(10), [], 'less'],
    ['the rest of them', order(), tablets(5), [tablets(10)], 'as-ordered'],
    ['more than the rest', order(), tablets(6), [tablets(10)], 'more'],
    ['half the strength, twice as many', order(), tablets(30, 'Paracetamol, viên, 250 mg'), [], 'as-ordered'],
    ['half the strength, as many', order(), tablets(15, 'Paracetamol, viên, 250 mg'), [], 'less'],
    ['one dose', order({ timing: { once: true } }), tablets(1), [], 'as-ordered'],
    ['ten for one dose', order({ timing: { once: true } }), tablets(10), [], 'more'],
    ['with a loading dose', order({ loadingDose: { value: 1, unit: 'g' } }), tablets(16), [], 'as-ordered'],
    [
      'pieces for pieces of no told strength',
      order({ display: 'Cao', dose: { value: 2, unit: '{sachet}' }, timing: { times: ['08:00'], durationDays: 3 } }),
      { value: 6, unit: '{sachet}', display: 'Cao' },
      [],
      'as-ordered',
    ],
    ['a month of what has no end', order({ timing: { everyHours: 8 } }), tablets(90), [], 'as-ordered'],
    ['a day of what has no end', order({ timing: { everyHours: 8 } }), tablets(3), [], 'as-ordered'],
    ['a year of what has no end', order({ timing: { everyHours: 8 } }), tablets(1095), [], 'more'],
    [
      'some of what is taken when needed',
      order({ timing: { asNeeded: { minimumGapHours: 6, maximumPerDay: 4 }, durationDays: 2 } }),
      tablets(4),
      [],
      'as-ordered',
    ],
    [
      'units of insulin in units',
      order({ display: 'Insulin', unit: '[iU]', dose: { value: 10, unit: '[iU]' }, timing: { once: true } }),
      { value: 100, unit: '[iU]', display: 'Insulin' },
      [],
      'more',
    ],
    ['a strength that nobody tells', order(), tablets(15, 'Paracetamol'), [], undefined],
    ['bottles for milligrams', order(), { value: 1, unit: '{vial}', display: 'Paracetamol 10 mg/mL' }, [], undefined],
  ])('%s', (_, ordered, now, before, expected) => {
    expect(compareAmount(ordered, now, before)?.fits).toBe(expected);
  });

  it('is told in the unit of what is given out', () => {
    expect(compareAmount(order(), tablets(20), [])).toEqual({ fits: 'more', ordered: 15, given: 20 });
  });
});
