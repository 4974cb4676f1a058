import { defineProblems } from '../http/problem.js';

export const encounterProblems = defineProblems({
  encounterNotFound: { status: 404, vi: 'Không tìm thấy đợt điều trị', en: 'No such encounter' },
  encounterClosed: {
    status: 409,
    vi: 'Đợt điều trị không còn mở, không ghi thêm được',
    en: 'The encounter is not open; nothing more can be charted in it',
  },
});
