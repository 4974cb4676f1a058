import { describe, expect, it } from '@jest/globals';
import { timeRefusal } from './begin-time.rules.js';

const minutes = (count: number) => new Date(Date.UTC(2026, 10, 28, 8) + count * 60_000);
const EARLIEST = { stayStartedAt: minutes(0), orderedAt: minutes(60) };

describe('A unit of blood', () => {
  it.each([
    ['begun after its order', 90, 600, undefined],
    ['begun a few seconds before, by a terminal whose clock is behind', 59.5, 600, undefined],
    ['begun before its order', 50, 600, 'before-order'],
    ['begun before the stay', -10, 600, 'before-stay'],
    ['good when it began, whatever the hour of writing', 90, 91, undefined],
    ['that expires in the minute it begins', 90, 90, 'expired'],
    ['that had expired before it was ordered', 59.5, 59.8, 'expired'],
    ['expired, with a time before it was ordered', 30, 45, 'before-order'],
  ] as const)('%s', (_, startedAt, expiresAt, expected) =>
    expect(timeRefusal(minutes(startedAt), minutes(expiresAt), EARLIEST)).toBe(expected),
  );
});
