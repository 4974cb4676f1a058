import { explainConstraints } from '../database/constraint-problems.js';
import { defineProblems } from '../http/problem.js';

export const staffProblems = defineProblems({
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

explainConstraints({ staff_member_username_key: staffProblems.usernameTaken });
