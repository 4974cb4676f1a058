import { defineProblems } from '../../../kernel/problem.js';

export const coverageProblems = defineProblems({
  auditNotCovering: {
    status: 503,
    vi: 'Tạm ngừng ghi: vết kiểm toán không còn được bảo đảm',
    en: 'Writing has stopped: the audit trail is no longer safeguarded',
    detail: {
      vi: 'Cơ sở dữ liệu không còn như khi cài đặt. Bộ phận CNTT cần chạy emr migrate. Khác ở: {objects}.',
      en: 'The database is not as it was installed. IT has to run emr migrate. Different: {objects}.',
    },
  },
});
