import { courseOf, DOSE_ACTIONS, DOSE_STATES, doseAfter, doseId, slotAt, slotOf, timingOf } from './dose.rules.js';

/** What each action does in each state: the next state, or the refusal; in the order of DOSE_ACTIONS. */
const all = (refusal: string, actions: number): string[] => Array<string>(actions).fill(refusal);
/** give, begin; set-rate, pause, resume, change-bag, stop, finish; hold, refuse, waste; retract; take-back. */
const open = (retract: string): string[] => [
  ...['given', 'in-progress', ...all('dose-not-running', 6), 'held', 'refused', 'wasted', retract],
  'dose-not-running',
];
const EXPECTED: Readonly<Record<(typeof DOSE_STATES)[number], readonly string[]>> = {
  planned: open('dose-not-recorded'),
  'entered-in-error': open('dose-not-recorded'),
  held: open('entered-in-error'),
  refused: open('entered-in-error'),
  wasted: open('entered-in-error'),
  'in-progress': [
    ...all('dose-running', 2),
    ...['in-progress', 'paused', 'dose-running', 'in-progress', 'stopped', 'given'],
    ...[...all('dose-running', 3), 'entered-in-error', 'paused'],
  ],
  paused: [
    ...all('dose-paused', 4),
    ...['in-progress', 'paused', 'stopped', 'given'],
    ...[...all('dose-paused', 3), 'entered-in-error', 'in-progress'],
  ],
  stopped: [...all('dose-stopped', 10), 'stopped', 'entered-in-error', 'in-progress'],
  given: [...all('dose-given', 10), 'given', 'entered-in-error', 'in-progress'],
};

describe('The life of a dose', () => {
  it.each(DOSE_STATES)('says of %s what each action does', (state) => {
    const found = DOSE_ACTIONS.map((action) => {
      const step = doseAfter(state, action);
      return step.ok ? step.state : step.code;
    });
    expect(found).toEqual(EXPECTED[state]);
  });

  it('is never given twice without a correction between', () => {
    const twice = DOSE_ACTIONS.filter((action) => action !== 'waste').map((action) => doseAfter('given', action));
    expect(twice.filter((step) => step.ok && step.state === 'given')).toEqual([]);
  });
});

describe('The timing of an order', () => {
  it.each([
    ['times of day', { times: ['08:00', '20:30'] }, 'mg', { kind: 'times', minutes: [480, 1230] }],
    ['an interval', { everyHours: 8 }, 'mg', { kind: 'interval', everyMinutes: 480 }],
    ['an interval of no whole minute, rounded up', { everyHours: 0.33 }, 'mg', { kind: 'interval', everyMinutes: 20 }],
    ['once', { once: true }, 'mg', { kind: 'once' }],
    ['a rate', { once: true }, 'mL/h', { kind: 'infusion' }],
    ['a rate of a minute', { everyHours: 8 }, 'ug/min', { kind: 'infusion' }],
    [
      'when needed, rounded up',
      { asNeeded: { minimumGapHours: 4.01, maximumPerDay: 4 } },
      'mg',
      { kind: 'as-needed', minimumGapMinutes: 241, maximumPerDay: 4 },
    ],
  ])('reads %s', (_, ordered, unit, expected) => {
    expect(timingOf(ordered, unit)).toEqual(expected);
  });
});

describe('The course of an order', () => {
  const signedAt = new Date('2026-11-01T08:00:00Z');
  it.each([
    ['begins when it is signed', {}, null, '2026-11-01T08:00:00.000Z', null],
    ['begins later when it says so', { startAt: '2026-11-02T00:00:00Z' }, null, '2026-11-02T00:00:00.000Z', null],
    ['never begins before it was signed', { startAt: '2026-10-01T00:00:00Z' }, null, '2026-11-01T08:00:00.000Z', null],
    ['lasts its days', { durationDays: 3 }, null, '2026-11-01T08:00:00.000Z', '2026-11-04T08:00:00.000Z'],
    [
      'ends when it is stopped before',
      { durationDays: 3 },
      new Date('2026-11-02T09:00:00Z'),
      '2026-11-01T08:00:00.000Z',
      '2026-11-02T09:00:00.000Z',
    ],
  ])('%s', (_, more, endedAt, startsAt, endsAt) => {
    const course = courseOf({ once: true, ...more }, 'mg', { signedAt, endedAt });
    expect([course.startsAt.toISOString(), course.endsAt?.toISOString() ?? null]).toEqual([startsAt, endsAt]);
  });
});

describe('The id of a dose', () => {
  const orderId = '019a1b2c-0000-7000-8000-000000000060';

  it('says for which minute it is planned', () => {
    const plannedAt = new Date('2026-11-29T01:30:00Z');
    const id = doseId(orderId, slotAt(plannedAt));
    expect(id).toHaveLength(orderId.length);
    expect(id.slice(0, -7)).toBe(orderId.slice(0, -7));
    expect(slotOf(id)).toEqual({ plannedAt });
  });

  it('says which one it is of those given when needed', () => {
    expect(slotOf(doseId(orderId, 3))).toEqual({ ordinal: 3 });
  });
});
