import { explainConstraints } from '../../database/constraint-problems.js';
import { defineProblems } from '../../../kernel/problem.js';

export const oidcProblems = defineProblems({
  oidcNotConfigured: {
    status: 404,
    vi: 'Bệnh viện chưa bật đăng nhập bằng tài khoản bệnh viện',
    en: 'Signing in through the identity provider is not configured here',
  },
  oidcUnavailable: {
    status: 503,
    vi: 'Máy chủ tài khoản bệnh viện không trả lời, hãy đăng nhập bằng mật khẩu',
    en: 'The identity provider does not answer; sign in with a password',
  },
  oidcRefused: {
    status: 401,
    vi: 'Đăng nhập qua tài khoản bệnh viện không thành công, hãy thử lại từ đầu',
    en: 'Signing in through the identity provider failed, begin again',
  },
  oidcUnknown: {
    status: 403,
    vi: 'Tài khoản bệnh viện này chưa gắn với nhân viên nào',
    en: 'This identity belongs to no member of staff here',
    detail: {
      vi: 'Nhờ quản trị viên gắn tài khoản với nhân viên.',
      en: 'Ask an administrator to link it.',
    },
  },
  identityTaken: {
    status: 409,
    vi: 'Tài khoản bệnh viện này đã gắn với một nhân viên',
    en: 'This identity is linked already',
  },
  identityOneAPerson: {
    status: 409,
    vi: 'Nhân viên này đã gắn với một tài khoản bệnh viện',
    en: 'This person has an identity of this provider already',
  },
  identityStaffUnknown: { status: 404, vi: 'Không tìm thấy nhân viên', en: 'No such member of staff' },
});

explainConstraints({
  staff_identity_in_use: oidcProblems.identityTaken,
  staff_identity_one_a_person: oidcProblems.identityOneAPerson,
  staff_identity_staff_id_fkey: oidcProblems.identityStaffUnknown,
});
