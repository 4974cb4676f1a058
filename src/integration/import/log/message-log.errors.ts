import { defineProblems } from '../../../kernel/problem.js';

export const messageProblems = defineProblems({
  messageNotFound: { status: 404, vi: 'Không tìm thấy bản tin này', en: 'No such message' },
});
