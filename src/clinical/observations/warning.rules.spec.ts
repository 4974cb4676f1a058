import { describe, expect, it } from '@jest/globals';
import { mayWarn, warningsOf } from './warning.rules.js';

const CALM = {
  respiratoryRate: 16,
  oxygenSaturation: 97,
  supplementalOxygen: false,
  systolic: 124,
  heartRate: 80,
  consciousness: 'A',
  temperature: 37,
} as const;

describe('A set of vital signs', () => {
  it.each([
    ['that is calm ends both', CALM, { raises: [], ends: ['news2-high', 'news2-red'] }],
    [
      'with a 3 in one parameter raises that, and ends the other',
      { ...CALM, heartRate: 135 },
      { raises: ['news2-red'], ends: ['news2-high'] },
    ],
    [
      'of 7 raises the emergency alone',
      { ...CALM, heartRate: 135, respiratoryRate: 26, temperature: 38.5 },
      { raises: ['news2-high'], ends: [] },
    ],
    ['that is not whole ends nothing', { heartRate: 80 }, { raises: [], ends: [] }],
    [
      'of 7 although a value is missing raises it',
      { heartRate: 135, respiratoryRate: 26, systolic: 95 },
      { raises: ['news2-high'], ends: [] },
    ],
    [
      'with a 3 that is not whole leaves the emergency open',
      { consciousness: 'V' },
      { raises: ['news2-red'], ends: [] },
    ],
    ['of a weight alone says nothing', {}, { raises: [], ends: [] }],
  ] as const)('%s', (_, values, warned) => expect(warningsOf(values, 1)).toEqual(warned));

  it('may warn on one scale and not on the other', () => {
    const set = { ...CALM, oxygenSaturation: 90 };
    expect([warningsOf(set, 1).raises, warningsOf(set, 2).raises, mayWarn(set)]).toEqual([['news2-red'], [], true]);
    expect(mayWarn(CALM)).toBe(false);
  });
});
