import { expect, it } from '@jest/globals';
import { mlPerHour } from './infusion-rate.rules.js';

it.each([
  [60, 'mL/h', 60],
  [20, '{drop}/min', 60],
  [42, '{drop}/min', 126],
] as const)('%d %s are %d mL an hour: 20 drops are a mL', (value, unit, expected) => {
  expect(mlPerHour({ value, unit })).toBe(expected);
});
