import { describe, expect, it } from '@jest/globals';
import { mayReturn, REVIEW_ACTIONS, REVIEW_STATES, reviewAfter } from './review.rules.js';

/** What each action does in each state: the next state, or the refusal; in the order of REVIEW_ACTIONS. */
const EXPECTED = {
  pending: ['verified', 'questioned', 'pharmacy-not-questioned', 'substituted'],
  questioned: ['verified', 'pharmacy-questioned', 'answered', 'substituted'],
  answered: ['verified', 'questioned', 'pharmacy-not-questioned', 'substituted'],
  verified: ['pharmacy-verified', 'questioned', 'pharmacy-not-questioned', 'substituted'],
  substituted: ['pharmacy-verified', 'questioned', 'pharmacy-not-questioned', 'substituted'],
} as const;

describe('What the pharmacy says of an order', () => {
  it.each(REVIEW_STATES)('says of %s what each action does', (state) => {
    const found = REVIEW_ACTIONS.map((action) => {
      const step = reviewAfter(state, action);
      return step.ok ? step.state : step.code;
    });
    expect(found).toEqual(EXPECTED[state]);
  });

  it.each([
    [10, 0, 10, true],
    [10, 4, 6, true],
    [10, 4, 6.5, false],
    [0.3, 0.1, 0.2, true],
  ])('of %s given out and %s returned, %s more may come back: %s', (quantity, returnedQuantity, more, expected) => {
    expect(mayReturn({ quantity, returnedQuantity }, more)).toBe(expected);
  });
});
