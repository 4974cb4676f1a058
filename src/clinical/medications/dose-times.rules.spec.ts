import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { hospitalClock } from '../../kernel/hospital-time.js';
import {
  isPlanned,
  leastGap,
  MOST_PLANNED,
  plannedTimes,
  punctuality,
  toleratedMinutes,
  whenNeeded,
  type Course,
  type DoseTiming,
} from './dose-times.rules.js';

const local = (text: string) => new Date(`${text}:00+07:00`);
const shown = (times: readonly Date[]) =>
  times.map((at) => new Date(at.getTime() + 7 * 3_600_000).toISOString().slice(5, 16).replace('T', ' '));
const at = (...clock: string[]): DoseTiming => ({
  kind: 'times',
  minutes: clock.map((one) => Number(one.slice(0, 2)) * 60 + Number(one.slice(3))),
});
const every = (hours: number): DoseTiming => ({ kind: 'interval', everyMinutes: hours * 60 });
const course = (timing: DoseTiming, start: string, end?: string, more: Partial<Course> = {}): Course => ({
  timing,
  startsAt: local(start),
  endsAt: end ? local(end) : null,
  ...more,
});
const window = (from: string, to: string) => ({ from: local(from), to: local(to) });

describe('Doses are planned', () => {
  it.each<[string, Course, string[]]>([
    ['at fixed times', course(at('08:00', '20:00'), '2026-11-27T09:00'), ['11-28 08:00', '11-28 20:00']],
    [
      'at midnight, which begins the day',
      course(at('00:00', '12:00'), '2026-11-28T00:00'),
      ['11-28 00:00', '11-28 12:00'],
    ],
    ['from the start on', course(at('08:00', '20:00'), '2026-11-28T08:01'), ['11-28 20:00']],
    [
      'until the end, which is not included',
      course(at('08:00', '20:00'), '2026-11-27T09:00', '2026-11-28T20:00'),
      ['11-28 08:00'],
    ],
    [
      'every eight hours over midnight',
      course(every(8), '2026-11-27T22:00'),
      ['11-28 06:00', '11-28 14:00', '11-28 22:00'],
    ],
    [
      'at the next whole minute',
      { ...course(every(12), '2026-11-28T01:00'), startsAt: new Date('2026-11-27T18:00:01Z') },
      ['11-28 01:01', '11-28 13:01'],
    ],
    ['once', course({ kind: 'once' }, '2026-11-28T10:30'), ['11-28 10:30']],
    ['as the beginning of an infusion', course({ kind: 'infusion' }, '2026-11-28T10:30'), ['11-28 10:30']],
    [
      'at no moment when needed',
      course({ kind: 'as-needed', minimumGapMinutes: 240, maximumPerDay: 4 }, '2026-11-27T10:30'),
      [],
    ],
    ['not once it ended before it began', course(every(6), '2026-11-28T08:00', '2026-11-28T07:00'), []],
  ])('%s', (_, planned, expected) =>
    expect(shown(plannedTimes(planned, window('2026-11-28T00:00', '2026-11-29T00:00')))).toEqual(expected),
  );

  const anyTiming = fc.oneof(
    fc.record({
      kind: fc.constant('times' as const),
      minutes: fc.uniqueArray(fc.integer({ min: 0, max: 1439 }), { minLength: 1, maxLength: 8 }),
    }),
    fc.record({ kind: fc.constant('interval' as const), everyMinutes: fc.integer({ min: 30, max: 4320 }) }),
  );
  const moment = fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2027, 0, 1) }).map((ms) => new Date(ms));
  const hours = (most: number) => fc.integer({ min: 0, max: most }).map((n) => n * 3_600_000);
  const anyCourse = fc
    .record({
      timing: anyTiming,
      startsAt: moment,
      lasts: fc.option(hours(240)),
    })
    .map(({ timing, startsAt, lasts }): Course => ({
      ...{ timing, startsAt },
      endsAt: lasts === null ? null : new Date(startsAt.getTime() + lasts),
    }));
  const plan = (planned: Course, offset: number, length: number) => {
    const from = new Date(planned.startsAt.getTime() + offset - 48 * 3_600_000);
    return plannedTimes(planned, { from, to: new Date(from.getTime() + length) });
  };

  it('never closer together than the least gap, never out of order', () => {
    fc.assert(
      fc.property(anyCourse, hours(240), hours(168), (planned, offset, length) => {
        const times = plan(planned, offset, length).map((one) => one.getTime());
        times
          .slice(1)
          .forEach((one, index) =>
            expect(one - times[index]!).toBeGreaterThanOrEqual(leastGap(planned.timing)! * 60_000),
          );
      }),
    );
  });

  it('never before the start, nor at or after the end, nor more than a sheet shows', () => {
    fc.assert(
      fc.property(anyCourse, hours(240), hours(168), (planned, offset, length) => {
        const times = plan(planned, offset, length);
        expect(times.length).toBeLessThanOrEqual(MOST_PLANNED);
        for (const one of times) {
          expect(one.getTime()).toBeGreaterThanOrEqual(planned.startsAt.getTime());
          if (planned.endsAt) expect(one.getTime()).toBeLessThan(planned.endsAt.getTime());
          expect(one.getTime() % 60_000).toBe(0);
          expect(isPlanned(planned, one)).toBe(true);
        }
      }),
    );
  });

  it('the same whatever window is looked at: two halves hold what the whole does', () => {
    fc.assert(
      fc.property(anyCourse, hours(240), hours(80), hours(80), (planned, offset, one, other) => {
        expect([...plan(planned, offset, one), ...plan(planned, offset + one, other)]).toEqual(
          plan(planned, offset, one + other),
        );
      }),
    );
  });

  it('at the same time of the ward’s clock on every day of a year', () => {
    const clocks = new Set<string>();
    for (let day = 0; day < 365; day++) {
      const from = new Date(Date.UTC(2026, 0, 1 + day));
      const times = plannedTimes(course(at('00:30'), '2025-12-01T00:00'), {
        from,
        to: new Date(from.getTime() + 86_400_000),
      });
      expect(times).toHaveLength(1);
      clocks.add(hospitalClock(times[0]!));
    }
    expect([...clocks]).toEqual(['00:30']);
  });
});

describe('When needed, a dose', () => {
  const timing = { minimumGapMinutes: 240, maximumPerDay: 3 };
  const given = (...times: string[]) => times.map((one) => local(`2026-11-${one}`));
  it.each<[string, string[], string, string | null, string | null]>([
    ['is given first', [], '28T10:00', null, null],
    ['is given after the gap', ['28T06:00'], '28T10:00', null, null],
    ['is not given before it', ['28T06:01'], '28T10:00', 'gap', '11-28 10:01'],
    ['is not given before it over midnight', ['27T23:00'], '28T01:00', 'gap', '11-28 03:00'],
    ['is not charted too close before another', ['28T12:00'], '28T10:00', 'gap', '11-28 16:00'],
    [
      'is not given once more than the day allows',
      ['27T12:00', '27T18:00', '28T00:00'],
      '28T10:00',
      'day-maximum',
      '11-28 12:00',
    ],
    ['is given when 24 hours have passed', ['27T10:00', '27T18:00', '28T00:00'], '28T10:00', null, null],
    ['counts those charted for later', ['28T12:00', '28T18:00', '29T00:00'], '28T06:00', 'day-maximum', '11-29 06:00'],
  ])('%s', (_, before, now, because, earliest) => {
    const answer = whenNeeded(timing, given(...before), local(`2026-11-${now}`));
    expect(answer?.because ?? null).toBe(because);
    if (answer) expect(shown([answer.earliestAt])).toEqual([earliest]);
  });

  it('never more than the maximum in 24 hours, nor closer than the gap, in whatever order they are charted', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 4320 }), { maxLength: 40 }), (minutes) => {
        const accepted: Date[] = [];
        for (const minute of minutes) {
          const now = new Date(Date.UTC(2026, 0, 1) + minute * 60_000);
          if (!whenNeeded(timing, accepted, now)) accepted.push(now);
        }
        const times = accepted.map((one) => one.getTime() / 60_000).sort((one, other) => one - other);
        times.slice(1).forEach((one, index) => expect(one - times[index]!).toBeGreaterThanOrEqual(240));
        times.slice(3).forEach((one, index) => expect(one - times[index]!).toBeGreaterThanOrEqual(1440));
      }),
    );
  });
});

describe('A dose is in its time', () => {
  it.each<[DoseTiming, number]>([
    [every(2), 30],
    [every(4), 60],
    [every(24), 120],
    [at('08:00'), 120],
    [at('08:00', '11:00'), 30],
    [at('00:30', '23:30'), 30],
    [{ kind: 'once' }, 60],
  ])('%j: within %i minutes', (timing, minutes) => expect(toleratedMinutes(timing)).toBe(minutes));

  it.each([
    ['2026-11-28T07:00', 'in-time'],
    ['2026-11-28T06:59', 'early'],
    ['2026-11-28T09:00', 'in-time'],
    ['2026-11-28T09:01', 'late'],
  ] as const)('given at %s for 08:00 it is %s', (given, expected) =>
    expect(punctuality(at('08:00', '20:00'), local('2026-11-28T08:00'), local(given))).toBe(expected),
  );
});
