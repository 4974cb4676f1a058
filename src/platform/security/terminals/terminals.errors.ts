import { explainConstraints } from '../../database/constraint-problems.js';
import { defineProblems } from '../../../kernel/problem.js';

export const terminalProblems = defineProblems({
  terminalNotFound: { status: 404, vi: 'Không tìm thấy máy trạm', en: 'No such terminal' },
  terminalCodeTaken: { status: 409, vi: 'Mã máy trạm đã có', en: 'This terminal code is taken' },
  terminalRetired: { status: 409, vi: 'Máy trạm đã ngừng dùng', en: 'The terminal is retired' },
  terminalWardUnknown: { status: 422, vi: 'Không có khoa này', en: 'There is no such ward' },
  terminalUnknown: {
    status: 401,
    vi: 'Máy này chưa được đăng ký',
    en: 'This terminal is not enrolled',
    detail: {
      vi: 'Khóa của máy không có hoặc không còn đúng. Hãy đăng nhập bằng mật khẩu, hoặc nhờ quản trị viên đăng ký máy.',
      en: 'The key of the terminal is missing or no longer good. Sign in with your password, or ask an administrator to enrol the terminal.',
    },
  },
  switchRefused: {
    status: 401,
    vi: 'Không đổi người dùng được',
    en: 'The switch was refused',
    detail: {
      vi: 'PIN hoặc thẻ không đúng, hoặc bạn chưa đăng nhập đầy đủ trong ca này.',
      en: 'PIN or badge is wrong, or you have not signed in in full during this shift.',
    },
  },
  badgeTaken: { status: 409, vi: 'Thẻ đang thuộc người khác', en: 'This badge belongs to somebody' },
  badgeStaffUnknown: { status: 404, vi: 'Không tìm thấy nhân viên', en: 'No such member of staff' },
});

explainConstraints({
  terminal_code_key: terminalProblems.terminalCodeTaken,
  terminal_ward_id_fkey: terminalProblems.terminalWardUnknown,
  staff_badge_in_use: terminalProblems.badgeTaken,
  staff_badge_staff_id_fkey: terminalProblems.badgeStaffUnknown,
});
