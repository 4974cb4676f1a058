import { defineProblems } from '../../kernel/problem.js';
import { explainConstraints } from '../../platform/database/constraint-problems.js';

export const reconciliationProblems = defineProblems({
  reconciliationNotFound: { status: 404, vi: 'Không tìm thấy bảng đối chiếu thuốc', en: 'No such reconciliation' },
  reconciliationOpen: {
    status: 409,
    vi: 'Đã có bảng đối chiếu thuốc đang mở ở thời điểm này',
    en: 'A reconciliation for this point is open already',
  },
  reconciliationCompleted: {
    status: 409,
    vi: 'Bảng đối chiếu thuốc đã hoàn thành',
    en: 'The reconciliation is completed',
  },
});

explainConstraints({ reconciliation_open: reconciliationProblems.reconciliationOpen });
