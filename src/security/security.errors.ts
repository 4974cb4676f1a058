import { defineProblems } from '../http/problem.js';

export const securityProblems = defineProblems({
  signInFailed: { status: 401, vi: 'Tên đăng nhập hoặc mật khẩu không đúng', en: 'Wrong username or password' },
  signInPaused: {
    status: 429,
    vi: 'Đăng nhập sai nhiều lần, hãy đợi một lát',
    en: 'Too many failed sign-ins, wait a moment',
    detail: { vi: 'Thử lại sau {seconds} giây.', en: 'Try again in {seconds} seconds.' },
  },
  roleNotHeld: { status: 403, vi: 'Bạn không có vai trò này', en: 'You do not hold this role' },
  refreshRefused: {
    status: 401,
    vi: 'Phiên làm việc đã hết, hãy đăng nhập lại',
    en: 'The session has ended, sign in again',
  },
});
