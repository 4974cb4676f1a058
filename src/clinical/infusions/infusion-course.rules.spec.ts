import { describe, expect, it } from '@jest/globals';
import { infusedByShift, infusedIn, infusedSums, type InfusedRow } from './infused-fluids.queries.js';
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
  const RUNS = 'in-progress';
  it.each([
    ['nothing', [], { begin: RUNS }],
    ['what runs', [begun], { rate: RUNS, pause: 'paused', bag: RUNS, stop: 'stopped', end: 'given' }],
    // Another bag is hung while it is paused: it runs no sooner.
    ['what is paused', paused, { resume: RUNS, bag: 'paused', stop: 'stopped', end: 'given' }],
    ['what was stopped', [begun, step('stop', 1)], {}],
    ['what ended', [begun, step('end', 1)], {}],
  ])('takes after %s what can follow, to where it leads, and nothing else', (_, steps, leads) => {
    const after = STEP_KINDS.map((kind) => [kind, courseState([...steps, step(kind, 2)])] as const);
    expect(Object.fromEntries(after.filter(([, state]) => state !== undefined))).toEqual(leads);
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

describe('What went in, told by shift and by day', () => {
  const SHIFTS = { hours: [6, 14, 22], last: 8 };
  const at = (clock: string) => `2026-11-${clock}:00.000+07:00`;
  const row = (
    doseId: string,
    steps: readonly (Partial<InfusedRow['steps'][number]> & { kind: string; at: string })[],
  ) =>
    ({
      ...{ doseId, display: doseId },
      steps: steps.map((one, n) => ({ mlPerHour: null, volume: null, number: n, ...one })),
    }) as InfusedRow;
  // 38 drops a minute, and a pump at 12.55 mL an hour through the night: neither comes to whole mL in a shift.
  const rows = [
    row('drops', [
      { kind: 'begin', at: at('21T13:17'), mlPerHour: 114, volume: 500 },
      { kind: 'pause', at: at('21T14:26') },
      { kind: 'resume', at: at('21T15:03'), mlPerHour: 57 },
      { kind: 'stop', at: at('21T16:44'), volume: 211 },
    ]),
    row('pump', [{ kind: 'begin', at: at('21T05:11'), mlPerHour: 12.55, volume: 1000 }]),
  ];
  const period = { from: new Date(at('20T06:00')), to: new Date(at('22T07:30')) };
  const sums = infusedSums(rows, period, SHIFTS);
  const of = (isShift: boolean) => sums.filter((sum) => sum.isShift === isShift);
  const total = (volumes: readonly { volume: number }[]) => volumes.reduce((sum, { volume }) => sum + volume, 0);

  it('counts what runs before 6:00 to the night of the day before', () => {
    expect(of(true).map(({ starts, volume }) => [starts, volume])).toEqual([
      ['2026-11-20T22:00', 10],
      ['2026-11-21T06:00', 177],
      ['2026-11-21T14:00', 235],
      ['2026-11-21T22:00', 100],
      ['2026-11-22T06:00', 19],
    ]);
    expect(of(false).map(({ starts, volume }) => [starts, volume])).toEqual([
      ['2026-11-20T06:00', 10],
      ['2026-11-21T06:00', 512],
      ['2026-11-22T06:00', 19],
    ]);
  });

  it('adds up: shifts to their day, days and the paper to what went in of all', () => {
    const all = total(infusedIn(rows, period));
    expect([total(of(true)), total(of(false)), total(infusedByShift(rows, period, SHIFTS))]).toEqual([all, all, all]);
  });
});
