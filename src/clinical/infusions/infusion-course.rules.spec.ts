import { describe, expect, it } from '@jest/globals';
import {
  courseNow,
  courseState,
  infusedBetween,
  infusedBy,
  STEP_KINDS,
  type CourseStep,
} from './infusion-course.rules.js';

const HOUR = 3_600_000;
let number = 0;
const step = (kind: CourseStep['kind'], hour: number, more: Partial<CourseStep> = {}): CourseStep => ({
  ...{ kind, at: hour * HOUR, number: ++number, mlPerHour: null, volume: null },
  ...more,
});
const begun = step('begin', 0, { mlPerHour: 100, volume: 500 });
const paused = [begun, step('pause', 1)];

describe('The course of an infusion', () => {
  it.each([
    ['nothing', [], ['begin']],
    ['what runs', [begun], ['rate', 'pause', 'bag', 'stop', 'end']],
    ['what is paused', paused, ['resume', 'bag', 'stop', 'end']],
    ['what was stopped', [begun, step('stop', 1)], []],
    ['what ended', [begun, step('end', 1)], []],
  ])('takes after %s what can follow, and nothing else', (_, steps, may) => {
    const taken = STEP_KINDS.filter((kind) => courseState([...steps, step(kind, 2)]) !== undefined);
    expect(taken.sort()).toEqual([...may].sort());
  });

  it('counts what ran at each rate, none while it is paused, and no more than hangs', () => {
    const course = [...paused, step('resume', 2, { mlPerHour: 50 })];
    expect([0, 0.5, 1, 2, 4].map((hour) => infusedBy(course, hour * HOUR))).toEqual([0, 50, 100, 100, 200]);
    expect(infusedBy([begun], 20 * HOUR)).toBe(500);
    const another = [begun, step('bag', 7, { volume: 250 })];
    expect([infusedBy(another, 8 * HOUR), infusedBy(another, 20 * HOUR)]).toEqual([600, 750]);
  });

  it('tells when the bag is empty, ahead or past, and not while it is paused', () => {
    const emptyAt = (steps: CourseStep[], hour: number) => courseNow(steps, hour * HOUR).bag?.emptyAt;
    expect([emptyAt([begun], 0), emptyAt([begun], 1), emptyAt([begun], 9)]).toEqual([5 * HOUR, 5 * HOUR, 5 * HOUR]);
    expect(emptyAt([begun, step('rate', 1, { mlPerHour: 200 })], 1)).toBe(3 * HOUR);
    expect(emptyAt(paused, 2)).toBeNull();
    expect(courseNow([begun, step('end', 5)], 9 * HOUR).bag).toBeNull();
  });

  it('spreads what was said at its end as it ran, so that every period adds up', () => {
    const course = [...paused, step('resume', 2, { mlPerHour: 100 }), step('stop', 3, { volume: 150 })];
    expect([0, 1, 2].map((hour) => infusedBetween(course, hour * HOUR, (hour + 1) * HOUR))).toEqual([75, 0, 75]);
    expect(infusedBy(course, 9 * HOUR)).toBe(150);
    const unknown = [step('begin', 0), step('stop', 2, { volume: 80 })];
    expect([infusedBy(unknown, HOUR), infusedBy([step('begin', 0)], HOUR)]).toEqual([40, null]);
  });
});
