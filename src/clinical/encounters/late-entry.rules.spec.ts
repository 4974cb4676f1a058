import { Problem } from '../../kernel/problem.js';
import { requireLateAllowed, type ChartableRow, type Lateness } from './late-entry.rules.js';

const ENDED = new Date('2026-11-28T08:00:00Z');
const OVER: ChartableRow = { status: 'finished', endedAt: ENDED, isClosed: false, cared: true };
const BEFORE: Lateness = { effectiveAt: '2026-11-28T07:59:00Z' };

function judged(row: Partial<ChartableRow>, late: Lateness): string {
  try {
    requireLateAllowed({ ...OVER, ...row }, late);
    return 'allowed';
  } catch (error) {
    if (error instanceof Problem) return error.kind.code;
    throw error;
  }
}

describe('What is charted after a discharge', () => {
  it.each([
    ['is allowed for a moment before it, by who cared', {}, BEFORE, 'allowed'],
    ['is allowed for the moment of it', {}, { effectiveAt: ENDED }, 'allowed'],
    ['is refused for a moment after it', {}, { effectiveAt: '2026-11-28T08:00:01Z' }, 'encounter-closed'],
    ['is refused without a moment: that is now', {}, {}, 'encounter-closed'],
    ['is refused to who did not care', { cared: false }, BEFORE, 'late-entry-not-yours'],
    ['is refused in a closed record without a reason', { isClosed: true }, BEFORE, 'record-closed'],
    ['is allowed in a closed record with one', { isClosed: true }, { ...BEFORE, lateReason: 'Quên ghi' }, 'allowed'],
    ['is refused in a cancelled stay', { status: 'cancelled' as const }, BEFORE, 'encounter-closed'],
    ['is refused in a planned one', { status: 'planned' as const, endedAt: null }, BEFORE, 'encounter-closed'],
  ])('%s', (_, row, late, expected) => {
    expect(judged(row, late)).toBe(expected);
  });
});
