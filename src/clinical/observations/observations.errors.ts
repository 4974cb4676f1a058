import { defineProblems } from '../../kernel/problem.js';

export const observationProblems = defineProblems({
  vitalsNotFound: { status: 404, vi: 'Không tìm thấy lần đo này', en: 'No such set of vital signs' },
  vitalsInError: {
    status: 409,
    vi: 'Lần đo này đã bị đánh dấu sai',
    en: 'These vital signs are marked as an error already',
  },
  confirmationNeeded: {
    status: 422,
    vi: 'Có giá trị bất thường, hãy kiểm tra lại và xác nhận',
    en: 'Some values are improbable: look again and confirm',
    detail: {
      vi: 'Nếu đúng, gửi lại với tên các trường trong "confirmed".',
      en: 'If they are right, send them again with the names of the fields in "confirmed".',
    },
  },
});
