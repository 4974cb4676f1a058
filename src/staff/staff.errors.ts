import { explainConstraints } from '../database/constraint-problems.js';
import { defineProblems } from '../http/problem.js';

export const staffProblems = defineProblems({
  staffWardUnknown: { status: 422, vi: 'Không có khoa này', en: 'There is no such ward' },
  staffPatientUnknown: { status: 422, vi: 'Không có người bệnh này', en: 'There is no such patient' },
  staffPatientTaken: {
    status: 409,
    vi: 'Hồ sơ người bệnh này đã gắn với nhân viên khác',
    en: 'This patient record belongs to another member of staff',
  },
  staffNotFound: { status: 404, vi: 'Không tìm thấy nhân viên', en: 'No such member of staff' },
  usernameTaken: { status: 409, vi: 'Tên đăng nhập đã có người dùng', en: 'This username is taken' },
  staffLeft: { status: 409, vi: 'Nhân viên đã nghỉ việc', en: 'This person has left' },
  ownRights: { status: 403, vi: 'Không ai tự đổi quyền của mình', en: 'Nobody changes their own rights' },
  lastAdministrator: {
    status: 409,
    vi: 'Đây là quản trị viên cuối cùng',
    en: 'This is the last administrator',
  },
});

explainConstraints({
  staff_member_username_key: staffProblems.usernameTaken,
  staff_ward_ward_id_fkey: staffProblems.staffWardUnknown,
  staff_member_patient_id_fkey: staffProblems.staffPatientUnknown,
  staff_member_patient_id_key: staffProblems.staffPatientTaken,
});
