import { defineProblems } from '../../../kernel/problem.js';

export const insuranceProblems = defineProblems({
  insuranceNotFound: { status: 404, vi: 'Không tìm thấy thẻ BHYT này', en: 'No such insurance period' },
  insuranceInError: {
    status: 409,
    vi: 'Thẻ này đã được đánh dấu ghi nhầm',
    en: 'This period is marked as entered in error',
  },
  insuranceOverlaps: {
    status: 422,
    vi: 'Thời gian của thẻ trùng với thẻ đã ghi, hãy kiểm tra và xác nhận',
    en: 'The period overlaps with another: look again and confirm',
    detail: {
      vi: 'Nếu đúng là hai thẻ cùng thời gian, hãy xác nhận rồi gửi lại.',
      en: 'If both are right, confirm it and send it again.',
    },
  },
});
