import { explainConstraints } from '../../platform/database/constraint-problems.js';
import { defineProblems } from '../../kernel/problem.js';

export const sensitivityProblems = defineProblems({
  sensitiveCodeNotFound: { status: 404, vi: 'Không tìm thấy mã này trong danh sách', en: 'No such code on the list' },
  sensitiveCodeTaken: {
    status: 409,
    vi: 'Mã này đã có trong danh sách',
    en: 'This code is on the list',
    detail: {
      vi: 'Mã đã ngừng có thể được đưa vào dùng lại.',
      en: 'One that was taken off can be put back.',
    },
  },
});

explainConstraints({ sensitive_code_system_code_key: sensitivityProblems.sensitiveCodeTaken });
