import { describe, expect, it } from '@jest/globals';
import { isOfOtherKind } from './order-kind.rules.js';

describe('An order', () => {
  it.each([
    ['laboratory', 'lab', false],
    ['laboratory', 'radiographer', true],
    ['imaging', 'lab', true],
    ['imaging', 'radiographer', false],
    ['diet', 'lab', true],
    ['laboratory', 'nurse', false],
    ['laboratory', undefined, false],
  ])('of kind %s is %s’s of another kind: %s', (kind, role, is) => expect(isOfOtherKind(kind, role)).toBe(is));
});
