import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { byTurns, Pace } from './pace.js';

describe('Background work', () => {
  it('rests as long as its last step took', async () => {
    const pace = new Pace();
    for (let step = 0; step < 2; step++) {
      const worked = performance.now();
      await sleep(40);
      const rests = performance.now();
      await pace.rest();
      // A timer may fire a millisecond early; and no rest is longer than a second, however long a busy machine took for the step.
      expect(performance.now() - rests).toBeGreaterThanOrEqual(Math.min(rests - worked, 1000) - 2);
    }
  });

  it('takes many items in their order, and lets others have their turn in between', async () => {
    const items = Array.from({ length: 1000 }, (_, item) => item);
    const taken: number[] = [];
    const whenOthersCame: number[] = [];
    const done = byTurns(items, (item) => taken.push(item));
    for (let other = 0; other < 3; other++) {
      await new Promise((resolve) => setImmediate(resolve));
      whenOthersCame.push(taken.length);
    }
    await done;
    expect(taken).toEqual(items);
    expect(whenOthersCame.every((soFar) => soFar < items.length)).toBe(true);
  });
});
