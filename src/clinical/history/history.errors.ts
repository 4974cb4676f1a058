import { explainConstraints } from '../../platform/database/constraint-problems.js';
import { defineProblems } from '../../kernel/problem.js';

export const historyProblems = defineProblems({
  allergyNotFound: { status: 404, vi: 'Không tìm thấy dị ứng này', en: 'No such allergy' },
  problemNotFound: { status: 404, vi: 'Không tìm thấy vấn đề sức khỏe này', en: 'No such problem' },
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
  mainDiagnosisExists: {
    status: 409,
    vi: 'Đợt điều trị này đã có bệnh chính',
    en: 'This encounter has a main diagnosis already',
    detail: {
      vi: 'Hãy chuyển bệnh chính hiện tại thành bệnh kèm theo trước.',
      en: 'Make the present one an additional diagnosis first.',
    },
  },
  diagnosisImprobable: {
    status: 422,
    vi: 'Chẩn đoán khó hợp với người bệnh, hãy kiểm tra và xác nhận',
    en: 'The diagnosis hardly fits the patient: look again and confirm',
    detail: { vi: 'Nếu đúng, hãy xác nhận rồi gửi lại.', en: 'If it is right, confirm it and send it again.' },
  },
  enteredInError: {
    status: 409,
    vi: 'Mục này đã được đánh dấu ghi nhầm, không sửa được nữa; hãy ghi mục mới',
    en: 'This entry is marked as entered in error and stays so; record a new one',
  },
});

explainConstraints({
  allergy_active_once: historyProblems.allergyKnown,
  problem_one_main: historyProblems.mainDiagnosisExists,
});
