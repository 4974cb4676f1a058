import { describe, expect, it } from '@jest/globals';
import { ENCOUNTER_CLASSES } from './dto/encounter.dto.js';
import { TRIAGE_LEVELS, type TriageLevel, waitOf, waitsToBeSeen } from './triage.rules.js';

const arrived = new Date('2026-11-23T08:00:00Z');
const ATS = [0, 10, 30, 60, 120];
const after = (minutes: number) => new Date(arrived.getTime() + minutes * 60_000);

const wait = (level: TriageLevel | null, seenAt: Date | null, now: Date, within = ATS) =>
  waitOf({ startedAt: arrived, level, seenAt }, within, now);

describe('Waiting for a doctor', () => {
  it('is late after 0, 10, 30, 60 and 120 minutes by the level, and never without one', () => {
    const times = TRIAGE_LEVELS.map((level) => wait(level, null, arrived).dueAt);
    expect(times).toEqual(ATS.map((minutes) => after(minutes).toISOString()));
    const late = [...TRIAGE_LEVELS, null].map((level) => wait(level, null, after(61)).lateMinutes);
    expect(late).toEqual([61, 51, 31, 1, 0, 0]);
    expect(wait(null, null, after(61))).toEqual({ waitedMinutes: 61, dueAt: null, lateMinutes: 0 });
  });

  it('is late by the times of the hospital, where it has set others', () => {
    expect(wait(2, null, after(12), [0, 15, 30, 60, 240])).toMatchObject({ lateMinutes: 0 });
    expect(wait(5, null, after(200), [0, 15, 30, 60, 240])).toMatchObject({ lateMinutes: 0 });
    expect(wait(5, null, after(200))).toMatchObject({ lateMinutes: 80 });
  });

  it('ends when a doctor sees the patient', () => {
    expect(wait(3, after(12.9), after(300))).toMatchObject({ waitedMinutes: 12, lateMinutes: 0 });
    expect(wait(2, after(12.9), after(300))).toMatchObject({ waitedMinutes: 12, lateMinutes: 2 });
  });

  it('is never less than nothing, when the arrival lies ahead of the clock', () => {
    expect(wait(1, null, after(-1))).toMatchObject({ waitedMinutes: 0, lateMinutes: 0 });
  });

  it('is for emergencies and outpatients', () => {
    expect(ENCOUNTER_CLASSES.filter(waitsToBeSeen)).toEqual(['outpatient', 'emergency']);
  });
});
