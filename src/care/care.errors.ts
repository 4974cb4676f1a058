import { explainConstraints } from '../database/constraint-problems.js';
import { defineProblems } from '../http/problem.js';

export const careProblems = defineProblems({
  noCareRelationship: {
    status: 403,
    vi: 'Người bệnh này không thuộc khoa bạn làm việc',
    en: 'You have no care relationship with this patient',
    detail: {
      vi: 'Nếu cấp cứu, hãy mở khẩn cấp qua POST /api/v1/break-glass và nêu lý do; nếu không, nhờ khoa điều trị mời hội chẩn.',
      en: 'In an emergency break the glass with POST /api/v1/break-glass and a reason; otherwise ask the treating ward to consult you.',
    },
  },
  grantPatientUnknown: { status: 422, vi: 'Không có người bệnh này', en: 'There is no such patient' },
  grantStaffUnknown: { status: 422, vi: 'Không có nhân viên này', en: 'There is no such member of staff' },
  grantNeedsClinician: {
    status: 422,
    vi: 'Chỉ có thể mời bác sĩ hoặc điều dưỡng đang làm việc',
    en: 'Only a doctor or nurse who works here can be consulted',
  },
  grantNotFound: { status: 404, vi: 'Không tìm thấy lượt mở khẩn cấp', en: 'No such emergency access' },
  grantReviewed: { status: 409, vi: 'Lượt mở khẩn cấp này đã được xét', en: 'This emergency access has been reviewed' },
  grantOwn: {
    status: 403,
    vi: 'Không ai tự xét lượt mở khẩn cấp của mình',
    en: 'Nobody reviews their own emergency access',
  },
});

explainConstraints({
  access_grant_patient_id_fkey: careProblems.grantPatientUnknown,
  access_grant_staff_id_fkey: careProblems.grantStaffUnknown,
});
