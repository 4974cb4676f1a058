import fc from 'fast-check';
import { criticalLimits } from './critical-values.js';
import { interpret } from './interpretation.rules.js';

const POTASSIUM = { low: 3.5, high: 5.1 };
const CRITICAL = { low: 2.8, high: 6.2 };

describe('a potassium result', () => {
  it.each([
    [2.79, 'LL'],
    [2.8, 'L'],
    [3.49, 'L'],
    [3.5, 'N'],
    [5.1, 'N'],
    [5.11, 'H'],
    [6.2, 'H'],
    [6.21, 'HH'],
  ])('of %d mmol/L is %s', (value, flag) => {
    expect(interpret(value, POTASSIUM, CRITICAL)).toBe(flag);
    expect(interpret(value, POTASSIUM, criticalLimits('2823-3'))).toBe(flag);
  });

  it('is only high or low when no critical limits are known', () => {
    expect(interpret(1, POTASSIUM)).toBe('L');
    expect(interpret(9, POTASSIUM)).toBe('H');
  });
});

describe('a result with part of its limits', () => {
  it.each([
    [4.9, { high: 5 }, undefined, 'N'],
    [5.1, { high: 5, low: null }, undefined, 'H'],
    [89, { low: 90 }, undefined, 'L'],
    [120, { low: 90 }, undefined, 'N'],
    [650, {}, { high: 650 }, undefined],
    [651, {}, { high: 650 }, 'HH'],
    [1, {}, undefined, undefined],
    [Number.NaN, POTASSIUM, CRITICAL, undefined],
    [1, { low: Number.NaN }, undefined, undefined],
  ])('%d against %j, critical %j: %s', (value, reference, critical, flag) =>
    expect(interpret(value, reference, critical)).toBe(flag),
  );
});

it('a rising value never goes down the scale LL, L, N, H, HH', () => {
  const scale = ['LL', 'L', 'N', 'H', 'HH'];
  const number = fc.double({ min: -1e6, max: 1e6, noNaN: true });
  const limits = fc.tuple(number, number, number, number).map((all) => all.toSorted((a, b) => a - b));
  fc.assert(
    fc.property(limits, number, number, ([criticalLow, low, high, criticalHigh], a, b) => {
      const rank = (value: number) =>
        scale.indexOf(interpret(value, { low, high }, { low: criticalLow, high: criticalHigh })!);
      expect(rank(Math.min(a, b))).toBeLessThanOrEqual(rank(Math.max(a, b)));
    }),
  );
});
