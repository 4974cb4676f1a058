import { keyProblems } from '../keys/keys.errors.js';
import { explainConstraints } from '../database/constraint-problems.js';
import { defineProblems } from '../../kernel/problem.js';

export const securityProblems = defineProblems({
  signInFailed: { status: 401, vi: 'Tên đăng nhập hoặc mật khẩu không đúng', en: 'Wrong username or password' },
  signInPaused: {
    status: 429,
    vi: 'Vừa có nhiều lần thử không đúng, hãy đợi một lát',
    en: 'There were too many wrong attempts, wait a moment',
    detail: { vi: 'Thử lại sau {seconds} giây.', en: 'Try again in {seconds} seconds.' },
  },
  roleNotHeld: { status: 403, vi: 'Bạn không có vai trò này', en: 'You do not hold this role' },
  secondFactorNeeded: {
    status: 401,
    vi: 'Cần mã xác thực bước hai',
    en: 'A code of your authenticator is needed',
    detail: {
      vi: 'Hãy nhập mã mà ứng dụng xác thực đang hiện.',
      en: 'Enter the code that your authenticator shows.',
    },
  },
  secondFactorWrong: {
    status: 401,
    vi: 'Mã xác thực không đúng hoặc đã dùng',
    en: 'The code is wrong or was used before',
  },
  challengeRefused: {
    status: 401,
    vi: 'Đã quá hạn nhập mã, hãy đăng nhập lại',
    en: 'Too late for the code, sign in again',
  },
  secondFactorEnrolled: {
    status: 409,
    vi: 'Đã đăng ký ứng dụng xác thực',
    en: 'An authenticator is enrolled already',
    detail: {
      vi: 'Quản trị viên có thể xóa đăng ký cũ để đăng ký lại.',
      en: 'An administrator can reset it, to enrol anew.',
    },
  },
  secondFactorNotBegun: {
    status: 409,
    vi: 'Chưa bắt đầu đăng ký ứng dụng xác thực',
    en: 'No enrolment of an authenticator has begun',
  },
  currentPasswordWrong: {
    status: 403,
    vi: 'Mật khẩu hiện tại không đúng',
    en: 'The current password is wrong',
  },
  pinOrBadgeWrong: {
    status: 403,
    vi: 'PIN hoặc thẻ không đúng của bạn',
    en: 'This is not your PIN or badge',
  },
  witnessPinWrong: {
    status: 403,
    vi: 'PIN của người thứ hai không đúng',
    en: 'This is not the PIN of the second person',
  },
  signatureAsksWho: {
    status: 403,
    vi: 'Cần xác nhận lại người ký',
    en: 'Show who signs',
    detail: {
      vi: 'Hãy nhập mật khẩu, PIN hoặc quẹt thẻ của bạn để ký.',
      en: 'Enter your password or PIN, or show your badge, to sign.',
    },
  },
  fullSignInNeeded: {
    status: 403,
    vi: 'Cần đăng nhập đầy đủ để làm việc này',
    en: 'This needs a full sign-in',
    detail: {
      vi: 'Phiên mở bằng PIN hoặc thẻ không đổi được cách đăng nhập. Hãy đăng nhập bằng mật khẩu.',
      en: 'A session by PIN or badge changes no way to sign in. Sign in with your password.',
    },
  },
  freshSignInNeeded: {
    status: 403,
    vi: 'Cần nhập mật khẩu hoặc đăng nhập lại',
    en: 'Your password or a new sign-in is needed',
    detail: {
      vi: 'Hãy nhập mật khẩu, hoặc đăng nhập lại bằng tài khoản bệnh viện rồi làm việc này trong {minutes} phút.',
      en: 'Enter your password, or sign in anew through the identity provider and do this within {minutes} minutes.',
    },
  },
  passwordChangeDue: {
    status: 403,
    vi: 'Hãy đổi mật khẩu trước',
    en: 'Change your password first',
    detail: {
      vi: 'Mật khẩu do quản trị viên đặt phải được đổi trước khi làm việc.',
      en: 'A password set by an administrator must be changed before you go on.',
    },
  },
  secondFactorDue: {
    status: 403,
    vi: 'Hãy đăng ký ứng dụng xác thực trước',
    en: 'Enrol an authenticator first',
    detail: {
      vi: '{role} cần xác thực hai bước.',
      en: '{role} needs a second factor to sign in.',
    },
  },
  sessionNotFound: { status: 404, vi: 'Không tìm thấy phiên làm việc', en: 'No such session' },
  refreshRefused: {
    status: 401,
    vi: 'Phiên làm việc đã hết, hãy đăng nhập lại',
    en: 'The session has ended, sign in again',
  },
});

/** Refusals where who holds a session shows once more who they are. */
export const ASKED_AGAIN = [
  securityProblems.currentPasswordWrong,
  securityProblems.signInPaused,
  securityProblems.freshSignInNeeded,
];
/** Refusals where a second person shows who they are. */
export const ASKED_OF_WITNESS = [securityProblems.witnessPinWrong, securityProblems.signInPaused];
/** Refusals where the person who signs shows who they are. */
export const ASKED_TO_SIGN = [
  securityProblems.signatureAsksWho,
  securityProblems.currentPasswordWrong,
  securityProblems.pinOrBadgeWrong,
  securityProblems.signInPaused,
  keyProblems.signingCertificateInvalid,
  keyProblems.signatureDue,
  keyProblems.terminalKeyUnknown,
  keyProblems.terminalSignatureWrong,
];
export const CHANGES_A_WAY_IN = [...ASKED_AGAIN, securityProblems.fullSignInNeeded];

explainConstraints({ second_factor_one_a_person: securityProblems.secondFactorEnrolled });
