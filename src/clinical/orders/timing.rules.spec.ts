import { describe, expect, it } from '@jest/globals';
import { timesPerDay, timingErrors } from './timing.rules.js';

const asNeeded = { minimumGapHours: 6, maximumPerDay: 4 };

describe('A timing', () => {
  it.each([
    [{ times: ['08:00', '20:00'] }, [], 2],
    [{ everyHours: 8 }, [], 3],
    [{ everyHours: 5 }, [], 5],
    [{ everyHours: 48 }, [], 1],
    [{ once: true }, [], 1],
    [{ asNeeded }, [], 4],
    [{}, ['one-plan'], 1],
    [{ everyHours: 8, once: true }, ['one-plan'], 3],
    [{ everyHours: 8, asNeeded }, ['one-plan'], 3],
    [{ times: ['08:00', '08:00'] }, ['unique'], 2],
    [{ asNeeded: { minimumGapHours: 12, maximumPerDay: 6 } }, ['fits-gap'], 6],
  ] as const)('%j breaks %j and leads to %d a day', (timing, rules, times) => {
    expect(timingErrors(timing, '/timing').map(({ rule }) => rule)).toEqual(rules);
    expect(timesPerDay(timing)).toBe(times);
  });
});
