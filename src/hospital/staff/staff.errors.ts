import { explainConstraints } from '../../platform/database/constraint-problems.js';
import { defineProblems } from '../../kernel/problem.js';

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
  rolesConflict: {
    status: 409,
    vi: 'Hai vai trò này không được cùng một người giữ',
    en: 'Nobody holds both of these roles',
    detail: {
      vi: '{one} và {other} là hai vai trò loại trừ nhau: người cấp quyền, người giám sát và người làm chuyên môn phải khác nhau.',
      en: '{one} and {other} are roles that exclude each other: who gives rights, who watches and who works are different people.',
    },
  },
  certificateMissing: {
    status: 409,
    vi: 'Chưa có chứng chỉ hành nghề',
    en: 'The practising certificate is missing',
    detail: {
      vi: '{role} cần chứng chỉ hành nghề.',
      en: '{role} needs a practising certificate.',
    },
  },
  certificateTaken: {
    status: 409,
    vi: 'Chứng chỉ hành nghề này là của nhân viên khác',
    en: 'This practising certificate is that of another member of staff',
  },
  ownPassword: {
    status: 403,
    vi: 'Mật khẩu của mình thì tự đổi',
    en: 'Your own password is changed by yourself',
    detail: {
      vi: 'Hãy dùng mục đổi mật khẩu, có hỏi mật khẩu hiện tại.',
      en: 'Use the change of password, which asks for the current one.',
    },
  },
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
  staff_member_certificate_once: staffProblems.certificateTaken,
});
