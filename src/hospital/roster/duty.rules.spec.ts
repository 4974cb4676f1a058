import { errorsOfDuties, faultOf, spanOf } from './duty.rules.js';

const NOW = Date.parse('2026-11-28T08:00:00Z');

describe('Times of a duty', () => {
  it.each([
    ['eight hours', '2026-11-28T10:00:00Z', '2026-11-28T18:00:00Z', undefined],
    ['one that has begun', '2026-11-28T00:00:00Z', '2026-11-28T08:00:01Z', undefined],
    ['a day and night', '2026-11-28T08:00:00Z', '2026-11-29T08:00:00Z', undefined],
    ['longer', '2026-11-28T08:00:00Z', '2026-11-29T08:00:01Z', 'too-long'],
    ['no time at all', '2026-11-28T10:00:00Z', '2026-11-28T10:00:00Z', 'in-order'],
    ['the end before the start', '2026-11-28T10:00:00Z', '2026-11-28T09:00:00Z', 'in-order'],
    ['over already', '2026-11-27T22:00:00Z', '2026-11-28T08:00:00Z', 'past'],
    ['in 401 days', '2028-01-03T09:00:00Z', '2028-01-03T17:00:00Z', 'too-far'],
    ['no moment', 'soon', '2026-11-28T08:00:00Z', 'in-order'],
  ])('%s', (_, startsAt, endsAt, expected) => {
    expect(faultOf({ startsAt, endsAt }, NOW)).toBe(expected);
  });

  it('are named by their place in a plan', () => {
    const wrong = { startsAt: '2026-11-28T10:00:00Z', endsAt: '2026-11-28T09:00:00Z' };
    expect(errorsOfDuties([undefined, wrong])).toMatchObject([{ pointer: '/duties/1/endsAt', rule: 'in-order' }]);
  });
});

describe('The span of a list', () => {
  it('is a week from a moment by default, and 62 days at most', () => {
    const from = '2026-11-28T00:00:00Z';
    expect(spanOf({ from }).to.toISOString()).toBe('2026-12-05T00:00:00.000Z');
    expect(spanOf({ from, to: '2027-01-29T00:00:00Z' }).to.toISOString()).toBe('2027-01-29T00:00:00.000Z');
    expect(() => spanOf({ from, to: '2027-01-29T00:00:01Z' })).toThrow();
    expect(() => spanOf({ from, to: '2026-11-27T00:00:00Z' })).toThrow();
  });
});
