import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { AT_ONE_ADDRESS, FROM_ANYWHERE, pauseAfter, pausesOf } from '../../src/platform/security/sign-in.rules.js';

const rule = fc.constantFrom(AT_ONE_ADDRESS, FROM_ANYWHERE);
const failures = fc.oneof(fc.integer({ min: 0, max: 200 }), fc.nat());

describe('The pause after failed sign-ins', () => {
  it('is none for the first four at one address, then 5 s, and never more than five minutes', () => {
    expect([0, 1, 4, 5, 6, 7, 11, 12, 1e9].map((count) => pauseAfter(count))).toEqual([
      0, 0, 0, 5, 10, 20, 300, 300, 300,
    ]);
  });

  it('is never shorter after more failures, and always ends', () => {
    fc.assert(
      fc.property(rule, failures, failures, (rule, one, more) => {
        expect(pauseAfter(one + more, rule)).toBeGreaterThanOrEqual(pauseAfter(one, rule));
        expect(pauseAfter(one, rule)).toBeLessThanOrEqual(rule.longest);
      }),
    );
  });

  it('spares the first mistakes, and comes sooner at one address than from anywhere', () => {
    fc.assert(
      fc.property(failures, (count) => {
        expect(pauseAfter(count) > 0).toBe(count >= AT_ONE_ADDRESS.from);
        expect(pauseAfter(count)).toBeGreaterThanOrEqual(pauseAfter(count, FROM_ANYWHERE));
      }),
    );
  });

  it('leaves a guesser at one address fewer than 300 tries a day', () => {
    let [seconds, guesses] = [0, 0];
    while (seconds < 86_400) seconds += pauseAfter(++guesses);
    expect(guesses).toBeLessThan(300);
  });

  it('is told to the database as a list that says the same', () => {
    fc.assert(
      fc.property(rule, fc.integer({ min: 1, max: 500 }), (rule, count) => {
        const pauses = pausesOf(rule);
        expect(pauses[Math.min(count, pauses.length) - 1]).toBe(pauseAfter(count, rule));
      }),
    );
  });
});
