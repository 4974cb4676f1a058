import { courseOf, DOSE_ACTIONS, DOSE_STATES, doseAfter, doseId, slotAt, slotOf, timingOf } from './dose.rules.js';

/** What each action does in each state: the next state, or the refusal; in the order of DOSE_ACTIONS. */
const EXPECTED = {
  planned: ['given', 'in-progress', 'dose-not-running', 'held', 'refused', 'wasted', 'dose-not-recorded'],
  'entered-in-error': ['given', 'in-progress', 'dose-not-running', 'held', 'refused', 'wasted', 'dose-not-recorded'],
  held: ['given', 'in-progress', 'dose-not-running', 'held', 'refused', 'wasted', 'entered-in-error'],
  refused: ['given', 'in-progress', 'dose-not-running', 'held', 'refused', 'wasted', 'entered-in-error'],
  wasted: ['given', 'in-progress', 'dose-not-running', 'held', 'refused', 'wasted', 'entered-in-error'],
  'in-progress': [
    ...['dose-running', 'dose-running', 'given', 'dose-running', 'dose-running', 'dose-running'],
    'entered-in-error',
  ],
  given: ['dose-given', 'dose-given', 'dose-given', 'dose-given', 'dose-given', 'given', 'entered-in-error'],
} as const;

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
