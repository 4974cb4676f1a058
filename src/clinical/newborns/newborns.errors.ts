import { defineProblems, type ProblemKind } from '../../kernel/problem.js';
import type { Mismatch } from './bracelets.rules.js';

export const newbornProblems = defineProblems({
  newbornWithoutMother: {
    status: 409,
    vi: 'Hồ sơ này chưa ghi mẹ: không đối chiếu được, KHÔNG giao bé',
    en: 'This record names no mother: nothing can be compared, do NOT hand the child over',
  },
  braceletOfOtherMother: {
    status: 409,
    vi: 'DỪNG LẠI: vòng tay này không phải của mẹ bé. KHÔNG giao bé, gọi điều dưỡng trưởng',
    en: 'STOP: this is not the bracelet of the child’s mother. Do NOT hand the child over, call the head nurse',
  },
  braceletOfOtherNewborn: {
    status: 409,
    vi: 'DỪNG LẠI: vòng tay này không phải của bé. KHÔNG giao bé, gọi điều dưỡng trưởng',
    en: 'STOP: this is not the bracelet of the child. Do NOT hand the child over, call the head nurse',
  },
  braceletsOfOthers: {
    status: 409,
    vi: 'DỪNG LẠI: cả hai vòng tay đều không đúng. KHÔNG giao bé, gọi điều dưỡng trưởng',
    en: 'STOP: neither bracelet is the right one. Do NOT hand the child over, call the head nurse',
  },
  braceletsExchanged: {
    status: 409,
    vi: 'DỪNG LẠI: vòng tay của mẹ và của bé bị đảo. Xem ai đang đeo vòng nào, rồi quét lại',
    en: 'STOP: the bracelets of mother and child are exchanged. See who wears which, then scan again',
  },
});

export const MISMATCHES: Readonly<Record<Mismatch, ProblemKind>> = {
  'other-mother': newbornProblems.braceletOfOtherMother,
  'other-newborn': newbornProblems.braceletOfOtherNewborn,
  neither: newbornProblems.braceletsOfOthers,
  exchanged: newbornProblems.braceletsExchanged,
};
