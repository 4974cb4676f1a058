import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { FURTHEST_DAYS, faultOf, LONGEST_HOURS, spanOf } from '../../src/hospital/roster/duty.rules.js';

const HOUR = 3_600_000;
const NOW = Date.UTC(2026, 10, 24, 9);
const instant = fc.integer({ min: NOW - 48 * HOUR, max: NOW + 500 * 24 * HOUR });
const text = (at: number) => new Date(at).toISOString();

describe('Times of a duty', () => {
  it('are taken exactly when in order, within a day, not over and not too far ahead', () => {
    fc.assert(
      fc.property(instant, fc.integer({ min: -2 * HOUR, max: 30 * HOUR }), (from, length) => {
        const fault = faultOf({ startsAt: text(from), endsAt: text(from + length) }, NOW);
        const good =
          length > 0 &&
          length <= LONGEST_HOURS * HOUR &&
          from + length > NOW &&
          from <= NOW + FURTHEST_DAYS * 24 * HOUR;
        expect(fault === undefined).toBe(good);
      }),
    );
  });

  it('mean the same in whatever offset they are written', () => {
    fc.assert(
      fc.property(instant, fc.integer({ min: -12, max: 14 }), (from, hours) => {
        const local = new Date(from + hours * HOUR).toISOString().slice(0, -1);
        const offset = `${hours < 0 ? '-' : '+'}${String(Math.abs(hours)).padStart(2, '0')}:00`;
        const endsAt = text(from + HOUR);
        expect(faultOf({ startsAt: local + offset, endsAt }, NOW)).toBe(faultOf({ startsAt: text(from), endsAt }, NOW));
      }),
    );
  });
});

describe('The span of a list', () => {
  it('is a week from the first instant of the day on the ward’s clock', () => {
    const { from, to } = spanOf({});
    expect(from.toISOString()).toMatch(/T17:00:00\.000Z$/);
    expect(to.getTime() - from.getTime()).toBe(7 * 24 * HOUR);
    expect(Date.now() - from.getTime()).toBeLessThan(24 * HOUR);
  });
});
