import type { Facts } from './facts.js';
import { creatinineClearance, renalFunction } from './renal.rules.js';

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

describe('Renal function by the measure that a rule names', () => {
  const child: Facts = { ...FACTS, age: { min: 8, max: 8 }, heightCm: 128, creatinine: [{ value: 44.2, hoursOld: 3 }] };
  it.each([
    // 142 · (1/0.9)^-1.2 · 0.9938^60 for a man of 60 with 1 mg/dL; 142 · (1/0.7)^-1.2 · 0.9938^60 · 1.012 for a woman.
    ['CKD-EPI 2021, a man', FACTS, 'ckd-epi-2021', 86.2],
    ['CKD-EPI 2021, a woman', { ...FACTS, sex: 'female' }, 'ckd-epi-2021', 64.5],
    ['CKD-EPI 2021 asks for no weight', { ...FACTS, weightKg: undefined }, 'ckd-epi-2021', 86.2],
    ['CKD-EPI 2021 in pregnancy', { ...FACTS, pregnancy: 'pregnant' }, 'ckd-epi-2021', undefined],
    // 0.413 · 128 / 0.5
    ['Schwartz, whatever is named', child, 'cockcroft-gault', 105.7],
    ['Schwartz without height', { ...child, heightCm: undefined }, 'ckd-epi-2021', undefined],
    ['Schwartz under a year', { ...child, age: { min: 0, max: 0 } }, 'cockcroft-gault', undefined],
    ['Schwartz, perhaps under a year', { ...child, age: { min: 0, max: 1 } }, 'cockcroft-gault', undefined],
    ['17 or 18: nobody knows which', { ...child, age: { min: 17, max: 18 } }, 'cockcroft-gault', undefined],
  ] as const)('%s', (_, facts, measure, expected) => {
    const value = renalFunction(facts, measure)?.value;
    expect(value === undefined ? undefined : Number(value.toFixed(1))).toBe(expected);
  });
});
