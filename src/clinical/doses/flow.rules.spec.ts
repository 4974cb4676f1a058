import { describe, expect, it } from '@jest/globals';
import { doseRates, inRunUnit, mlAnHour, rateLimits, runUnitOf, type Flowing } from './flow.rules.js';

const syringe = { fluid: 'Glucose 5 %', volume: 50 };
const norepinephrine: Flowing = {
  ...{ display: 'Noradrenalin 4 mg/4 mL', dose: { value: 4, unit: 'mg' } },
  infusion: { ...syringe, rate: { value: 5, unit: 'mL/h' } },
};
const byWeight: Flowing = {
  ...{ display: 'Noradrenalin 4 mg/4 mL', dose: { value: 0.1, unit: 'ug/kg/min' } },
  infusion: { ...syringe, amount: { value: 4, unit: 'mg' } },
};
const insulin: Flowing = {
  ...{ display: 'Insulin', dose: { value: 2, unit: '[iU]/h' } },
  infusion: { ...syringe, amount: { value: 50, unit: '[iU]' } },
};

describe('How fast something runs in', () => {
  it.each([
    ['a pump', norepinephrine, { value: 5, unit: 'mL/h' }, undefined, 5],
    ['drops', norepinephrine, { value: 20, unit: '{drop}/min' }, undefined, 60],
    ['a dose by weight', byWeight, { value: 0.1, unit: 'ug/kg/min' }, 50, 3.75],
    ['a dose by an unknown weight', byWeight, { value: 0.1, unit: 'ug/kg/min' }, undefined, undefined],
    ['units an hour', insulin, { value: 2, unit: '[iU]/h' }, undefined, 2],
    [
      'a dose of no told concentration',
      { ...insulin, infusion: undefined },
      { value: 2, unit: '[iU]/h' },
      50,
      undefined,
    ],
    ['oxygen', { display: 'Oxy', dose: { value: 3, unit: 'L/min' } }, { value: 3, unit: 'L/min' }, 50, undefined],
  ] as const)('in mL an hour: %s', (_, order, rate, kg, expected) => {
    const found = mlAnHour(order, rate, kg);
    expect(found === undefined ? undefined : Math.round(found * 1e6) / 1e6).toBe(expected);
  });

  it('is told in the unit of the order, from what a pump shows', () => {
    expect(runUnitOf(byWeight)).toBe('ug/kg/min');
    expect(inRunUnit(byWeight, { value: 3.75, unit: 'mL/h' }, 50)).toBeCloseTo(0.1, 9);
    expect(inRunUnit(byWeight, { value: 3.75, unit: 'mL/h' }, undefined)).toBeUndefined();
    expect(inRunUnit(norepinephrine, { value: 0.1, unit: 'ug/kg/min' }, 50)).toBeCloseTo(3.75, 9);
  });

  it('is told as a dose, for each kilogram where concentration and weight are known, else as not known', () => {
    const { anHour, perKg } = doseRates(norepinephrine, { value: 5, unit: 'mL/h' }, 50);
    expect([anHour, perKg?.unit]).toEqual([{ value: 0.4, unit: 'mg/h' }, 'ug/kg/min']);
    expect(perKg?.value).toBeCloseTo(0.1333, 4);
    expect(doseRates(norepinephrine, { value: 5, unit: 'mL/h' }, undefined).unknown).toBe('weight');
    expect(doseRates(insulin, { value: 2, unit: '[iU]/h' }, 50).perKg).toEqual({ value: 0.04, unit: '[iU]/kg/h' });
    const plain = { display: 'Ringer', dose: { value: 60, unit: 'mL/h' } };
    expect(doseRates(plain, { value: 60, unit: 'mL/h' }, 50)).toEqual({ unknown: 'concentration' });
  });

  it('lies between what was ordered, or at most at it', () => {
    expect(rateLimits(norepinephrine)).toEqual({ low: 0, high: 5 });
    expect(rateLimits({ ...norepinephrine, titration: { low: 2, high: 20 } })).toEqual({ low: 2, high: 20 });
  });
});
