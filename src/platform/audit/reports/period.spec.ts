import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { hospitalClock, hospitalDate, hospitalMidnight } from '../../../kernel/hospital-time.js';
import { Problem } from '../../../kernel/problem.js';
import { endOf, isCalendarDay, periodOf } from './period.js';

const TODAY = '2026-11-23';
const days = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2026-11-23'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

/** The rule that refused, or the period. */
function asked(from?: string, to?: string): unknown {
  try {
    return periodOf({ from, to }, TODAY);
  } catch (error) {
    return (error as Problem).options.errors?.map(({ pointer, rule }) => `${pointer} ${rule}`);
  }
}

describe('The period of a report', () => {
  it('is the last twelve months by default', () => {
    expect(asked()).toEqual({ from: '2025-11-23', to: TODAY });
    expect(asked(undefined, '2024-02-29')).toEqual({ from: '2023-03-01', to: '2024-02-29' });
  });

  it('may be one day, and ends today at the latest', () => {
    expect(asked(TODAY, TODAY)).toEqual({ from: TODAY, to: TODAY });
    expect(asked('2026-01-01', '2030-01-01')).toEqual({ from: '2026-01-01', to: TODAY });
  });

  it('neither ends before it begins, nor begins tomorrow, nor is longer than ten years', () => {
    expect(asked('2026-02-02', '2026-02-01')).toEqual(['to after-from']);
    expect(asked('2026-11-24')).toEqual(['to after-from']);
    expect(asked('2016-11-23')).toEqual({ from: '2016-11-23', to: TODAY });
    expect(asked('2016-11-22')).toEqual(['from period-too-long']);
  });

  it('consists of days that exist', () => {
    fc.assert(fc.property(days, (day) => isCalendarDay(day)));
    for (const none of [
      '',
      '2026-02-30',
      '2026-13-01',
      '2026-1-1',
      '1999-12-31',
      '2026-11-23T00:00:00Z',
      '２０26-01-01',
    ]) {
      expect(`${none} ${isCalendarDay(none)}`).toBe(`${none} false`);
    }
  });

  it('has each moment in exactly the day that the clock of the ward shows', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: 0, max: 86_399_999 }), (day, later) => {
        const moment = new Date(hospitalMidnight(day).getTime() + later);
        expect(hospitalDate(moment)).toBe(day);
        expect(moment < endOf(day)).toBe(true);
      }),
    );
    expect(hospitalClock(new Date('2026-11-23T17:05:59Z'))).toBe('00:05');
    expect(endOf('2026-11-23').toISOString()).toBe('2026-11-23T17:00:00.000Z');
  });
});
