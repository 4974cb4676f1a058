import { describe, expect, it } from '@jest/globals';
import { slotAt } from './dose.rules.js';
import { dueDosesOf, type PlannedMedicine } from './due-doses.rules.js';

/** 21:00 on the ward. */
const NOW = new Date('2026-11-28T14:00:00.000Z');
const at = (clock: string) => new Date(`2026-11-28T${clock}:00.000+07:00`);
const slot = (clock: string) => slotAt(at(clock)).toString(16).padStart(7, '0');
const medicine = (fields: Partial<PlannedMedicine>): PlannedMedicine => ({
  timing: { times: ['08:00', '20:30'] },
  unit: 'mg',
  loads: false,
  signedAt: '2026-11-27T00:00:00.000Z',
  endedAt: null,
  recorded: null,
  ...fields,
});

describe('The doses due of a patient', () => {
  it('are those that nobody recorded: due within their tolerance, overdue after it, and the next', () => {
    // 20:30 is half an hour ago, and twice a day tolerates an hour; 20:30 of yesterday is longer ago than a day.
    expect(dueDosesOf([medicine({})], NOW)).toEqual({ due: 1, overdue: 1, nextAt: at('20:30').toISOString() });
    const recorded = [slot('08:00'), slot('20:30')];
    expect(dueDosesOf([medicine({ recorded })], NOW)).toEqual({
      due: 0,
      overdue: 0,
      nextAt: '2026-11-29T01:00:00.000Z',
    });
    const ahead = medicine({ timing: { times: ['09:30', '22:00'] } });
    // What was missed in the night is still missed in the evening.
    expect(dueDosesOf([ahead], NOW)).toMatchObject({ due: 1, overdue: 2, nextAt: at('22:00').toISOString() });
    const afternoon = medicine({ timing: { times: ['14:00', '23:30'] } });
    expect(dueDosesOf([afternoon], NOW)).toEqual({ due: 0, overdue: 2, nextAt: at('23:30').toISOString() });
  });

  it('are counted over all medicines', () => {
    const others = [medicine({}), medicine({}), medicine({ timing: { times: ['14:00'] } })];
    expect(dueDosesOf(others, NOW)).toMatchObject({ due: 2, overdue: 3, nextAt: at('20:30').toISOString() });
  });

  it('are none of what is given when needed, has not begun, or is over', () => {
    const none = { due: 0, overdue: 0, nextAt: null };
    const asNeeded = { asNeeded: { minimumGapHours: 6, maximumPerDay: 4 } };
    expect(dueDosesOf([medicine({ timing: asNeeded })], NOW)).toEqual(none);
    expect(dueDosesOf([medicine({ endedAt: at('07:30').toISOString() })], NOW)).toEqual(none);
    const once = { signedAt: at('23:10').toISOString(), timing: { once: true } };
    expect(dueDosesOf([medicine(once)], NOW)).toEqual({ ...none, nextAt: at('23:10').toISOString() });
    expect(dueDosesOf([], NOW)).toEqual(none);
  });

  it('count a loading dose once, and an infusion by its beginning', () => {
    const loaded = medicine({ loads: true, signedAt: at('20:45').toISOString(), timing: { everyHours: 12 } });
    expect(dueDosesOf([loaded], NOW)).toMatchObject({ due: 1, nextAt: at('20:45').toISOString() });
    const infusion = medicine({ unit: 'mL/h', signedAt: at('15:00').toISOString(), timing: {} });
    expect(dueDosesOf([infusion], NOW)).toEqual({ due: 0, overdue: 1, nextAt: null });
    expect(dueDosesOf([{ ...infusion, recorded: [slot('15:00')] }], NOW)).toMatchObject({ due: 0, overdue: 0 });
  });
});
