import { describe, expect, it } from '@jest/globals';
import { ENCOUNTER_CLASSES } from './dto/encounter.dto.js';
import { TRIAGE_LEVELS, waitOf, waitsToBeSeen } from './triage.rules.js';

const arrived = new Date('2026-11-23T08:00:00Z');
const after = (minutes: number) => new Date(arrived.getTime() + minutes * 60_000);

describe('Waiting for a doctor', () => {
  it('is late after 0, 10, 30, 60 and 120 minutes by the level, and never without one', () => {
    const times = TRIAGE_LEVELS.map((level) => waitOf(arrived, level, null, arrived).dueAt);
    expect(times).toEqual([0, 10, 30, 60, 120].map((minutes) => after(minutes).toISOString()));
    const late = [...TRIAGE_LEVELS, null].map((level) => waitOf(arrived, level, null, after(61)).lateMinutes);
    expect(late).toEqual([61, 51, 31, 1, 0, 0]);
    expect(waitOf(arrived, null, null, after(61))).toEqual({ waitedMinutes: 61, dueAt: null, lateMinutes: 0 });
  });

  it('ends when a doctor sees the patient', () => {
    expect(waitOf(arrived, 3, after(12.9), after(300))).toMatchObject({ waitedMinutes: 12, lateMinutes: 0 });
    expect(waitOf(arrived, 2, after(12.9), after(300))).toMatchObject({ waitedMinutes: 12, lateMinutes: 2 });
  });

  it('is never less than nothing, when the arrival lies ahead of the clock', () => {
    expect(waitOf(arrived, 1, null, after(-1))).toMatchObject({ waitedMinutes: 0, lateMinutes: 0 });
  });

  it('is for emergencies and outpatients', () => {
    expect(ENCOUNTER_CLASSES.filter(waitsToBeSeen)).toEqual(['outpatient', 'emergency']);
  });
});
