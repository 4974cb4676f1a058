import { defineProblems } from '../../../kernel/problem.js';

export const backgroundProblems = defineProblems({
  historyItemNotFound: { status: 404, vi: 'Không tìm thấy mục tiền sử này', en: 'No such entry of the history' },
});
