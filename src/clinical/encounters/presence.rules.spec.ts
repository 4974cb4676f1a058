import { absenceAt, isForTheLiving, type Presence } from './presence.rules.js';

const NOW = new Date('2026-11-28T12:00:00Z');
const HERE: Presence = { deceasedAt: null, deceasedUndated: false, leaveSince: null };
const minutes = (count: number) => new Date(NOW.getTime() + count * 60_000);

describe('Whether a patient can have been there', () => {
  it.each([
    ['who is here', {}, 0, undefined],
    ['who died an hour ago, now', { deceasedAt: minutes(-60) }, 0, 'after-death'],
    ['who died an hour ago, before that', { deceasedAt: minutes(-60) }, -61, undefined],
    ['who died an hour ago, at that moment', { deceasedAt: minutes(-60) }, -59, undefined],
    ['who died an hour ago, two minutes after that', { deceasedAt: minutes(-60) }, -58, 'after-death'],
    ['who is dead since nobody knows when, now', { deceasedUndated: true }, 0, 'after-death'],
    ['who is dead since nobody knows when, before', { deceasedUndated: true }, -5, undefined],
    ['who left an hour ago, now', { leaveSince: minutes(-60) }, 0, 'on-leave'],
    ['who left an hour ago, before that', { leaveSince: minutes(-60) }, -60, undefined],
    ['who died on leave', { leaveSince: minutes(-60), deceasedAt: minutes(-30) }, 0, 'after-death'],
  ])('%s', (_, change, at, expected) => {
    expect(absenceAt({ ...HERE, ...change }, minutes(at), NOW)).toBe(expected);
  });
});

describe('After a death', () => {
  it.each(['sign', 'start', 'complete', 'hold', 'resume', 'leave', 'return', 'transfer'] as const)(
    'nobody does this any more: %s',
    (step) => expect(isForTheLiving(step)).toBe(true),
  );
  it.each(['discontinue', 'cancel'] as const)('what was ordered may still be taken back: %s', (step) =>
    expect(isForTheLiving(step)).toBe(false),
  );
});
