import { explainConstraints } from '../../platform/database/constraint-problems.js';
import { defineProblems } from '../../kernel/problem.js';

export const historyProblems = defineProblems({
  allergyNotFound: { status: 404, vi: 'Không tìm thấy dị ứng này', en: 'No such allergy' },
  problemNotFound: { status: 404, vi: 'Không tìm thấy vấn đề sức khoẻ này', en: 'No such problem' },
  allergyKnown: {
    status: 409,
    vi: 'Dị ứng này đã được ghi và đang còn hiệu lực',
    en: 'This allergy is on record already and active',
  },
  allergiesContradict: {
    status: 409,
    vi: 'Người bệnh đang có dị ứng được ghi, không thể ghi "không có dị ứng"',
    en: 'Allergies are on record, so "none known" cannot be said',
  },
  enteredInError: {
    status: 409,
    vi: 'Mục này đã được đánh dấu ghi nhầm, không sửa được nữa; hãy ghi mục mới',
    en: 'This entry is marked as entered in error and stays so; record a new one',
  },
});

explainConstraints({ allergy_active_once: historyProblems.allergyKnown });
