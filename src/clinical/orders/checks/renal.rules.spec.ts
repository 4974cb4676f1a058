import type { Facts } from './facts.js';
import { creatinineClearance } from './renal.rules.js';

/** A man of 60, 72 kg, creatinine 88.4 µmol/L (1 mg/dL): 80 · 72 · 1.23 / 88.4 = 80.1 mL/min. */
const FACTS: Facts = {
  sex: 'male',
  age: { min: 60, max: 60 },
  weightKg: 72,
  allergies: [],
  open: [],
  creatinine: [{ value: 88.4, hoursOld: 4 }],
};

describe('Creatinine clearance by Cockcroft and Gault', () => {
  it.each([
    ['a man', {}, 80.14],
    ['a woman', { sex: 'female' }, 67.76],
    ['who may be older: as the oldest', { age: { min: 60, max: 70 } }, 70.13],
    ['who is older than the formula goes', { age: { min: 150, max: 150 } }, 0],
    [
      'a steady creatinine',
      {
        creatinine: [
          { value: 88.4, hoursOld: 4 },
          { value: 110, hoursOld: 50 },
        ],
      },
      80.14,
    ],
    [
      'a change that is two days old',
      {
        creatinine: [
          { value: 88.4, hoursOld: 4 },
          { value: 200, hoursOld: 53 },
        ],
      },
      80.14,
    ],
  ])('of %s is known', (_, change, expected) => {
    expect(creatinineClearance({ ...FACTS, ...change })).toBeCloseTo(expected, 2);
  });

  it.each([
    ['a child', { age: { min: 17, max: 17 } }],
    ['somebody of unknown age', { age: undefined }],
    ['somebody of unknown weight', { weightKg: undefined }],
    ['somebody of unknown sex', { sex: 'unknown' }],
    ['a pregnant woman', { sex: 'female', pregnancy: 'pregnant' as const }],
    ['no creatinine', { creatinine: [] }],
    ['one of last week', { creatinine: [{ value: 88.4, hoursOld: 169 }] }],
    ['a creatinine of nothing', { creatinine: [{ value: 0, hoursOld: 4 }] }],
    [
      'an injured kidney',
      {
        creatinine: [
          { value: 150, hoursOld: 4 },
          { value: 120, hoursOld: 28 },
        ],
      },
    ],
  ])('of %s is not judged', (_, change) => {
    expect(creatinineClearance({ ...FACTS, ...change })).toBeUndefined();
  });
});
