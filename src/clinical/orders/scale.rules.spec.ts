import { describe, expect, it } from '@jest/globals';
import { doseByScale } from './glucose-scale.rules.js';
import { scaleErrors } from './scale.rules.js';

const SCALE = {
  unit: 'mmol/L',
  ranges: [
    { from: 4, to: 8, dose: 0 },
    { from: 8, to: 12, dose: 4 },
    { from: 12, to: 20, dose: 8 },
  ],
} as const;
const UNITS = { value: 8, unit: '[iU]' };
const rules = (order: object) =>
  scaleErrors({ dose: UNITS, timing: { everyHours: 6 }, ...order }, '').map(({ rule }) => rule);

describe('A sliding scale', () => {
  it.each([
    [3.9, 'mmol/L', undefined],
    [4, 'mmol/L', 0],
    [7.99, 'mmol/L', 0],
    [8, 'mmol/L', 4],
    [19.9, 'mmol/L', 8],
    [20, 'mmol/L', undefined],
    [198, 'mg/dL', 4],
    [71, 'mg/dL', undefined],
    [360, 'mg/dL', 8],
  ] as const)('picks for %s %s the dose %s', (value, unit, dose) => {
    expect(doseByScale(SCALE, { value, unit })).toBe(dose);
  });

  it.each([
    ['as it should be', { slidingScale: SCALE }, []],
    ['with a gap', { slidingScale: { ...SCALE, ranges: [SCALE.ranges[0], SCALE.ranges[2]] } }, ['without-gap']],
    ['upside down', { slidingScale: { ...SCALE, ranges: [{ from: 8, to: 4, dose: 8 }] } }, ['without-gap']],
    ['whose most is not the dose', { slidingScale: SCALE, dose: { ...UNITS, value: 80 } }, ['most-is-dose']],
    ['of a rate', { slidingScale: SCALE, dose: { value: 8, unit: '[iU]/h' } }, ['most-is-dose']],
    ['a loading dose', { loadingDose: { value: 20, unit: '[iU]' } }, []],
    ['a loading dose in another unit', { loadingDose: { value: 20, unit: 'mg' } }, ['before-maintenance']],
    ['a loading dose of one time only', { loadingDose: UNITS, timing: { once: true } }, ['before-maintenance']],
    ['both', { slidingScale: SCALE, loadingDose: UNITS }, ['before-maintenance']],
  ])('is read: %s', (_, order, expected) => {
    expect(rules(order)).toEqual(expected);
  });
});
