import { defineProblems } from '../../kernel/problem.js';

export const observationProblems = defineProblems({
  vitalsNotFound: { status: 404, vi: 'Không tìm thấy lần đo này', en: 'No such set of vital signs' },
  vitalsInError: {
    status: 409,
    vi: 'Lần đo này đã được đánh dấu ghi nhầm',
    en: 'These vital signs are marked as entered in error already',
  },
  confirmationNeeded: {
    status: 422,
    vi: 'Có giá trị bất thường, hãy kiểm tra lại và xác nhận',
    en: 'Some values are improbable: look again and confirm',
    detail: {
      vi: 'Nếu giá trị đúng, hãy xác nhận rồi gửi lại.',
      en: 'If they are right, confirm them and send them again.',
    },
  },
});
