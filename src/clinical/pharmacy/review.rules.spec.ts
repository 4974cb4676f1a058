import { describe, expect, it } from '@jest/globals';
import { isSameSubstance, mayReturn, REVIEW_ACTIONS, REVIEW_STATES, reviewAfter } from './review.rules.js';

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
    ['another strength', ['N02BE01', 'Paracetamol 500 mg'], ['N02BE01', 'Paracetamol 250 mg gói'], true],
    ['a brand of it by its name', ['N02BE01', 'Paracetamol 500 mg'], ['X-1', 'Hapacol (paracetamol) 500'], true],
    ['another substance', ['N02BE01', 'Paracetamol 500 mg'], ['M01AE01', 'Ibuprofen 400 mg'], false],
    ['unknown ones with one ATC code', ['V03AB33', 'Hydroxocobalamin'], ['V03AB33', 'Hydroxocobalamin 5 g'], true],
    ['an ATC code of a group only', ['V03AB', 'Thuốc giải độc'], ['V03AB', 'Thuốc giải độc khác'], false],
    ['an unknown one with a code that is no ATC', ['A1', 'Thuốc A'], ['A1', 'Thuốc A'], false],
  ] as const)('compares substances: %s', (_, [code, display], [other, name], expected) => {
    expect(isSameSubstance({ code, display }, { code: other, display: name })).toBe(expected);
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
