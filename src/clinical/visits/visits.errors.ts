import { defineProblems } from '../../kernel/problem.js';

export const visitProblems = defineProblems({
  visitNoted: {
    status: 409,
    vi: 'Lượt khám này đã có phiếu khám; hãy sửa phiếu đó hoặc ghi bổ sung',
    en: 'This visit has its note already; change that one, or add to it',
  },
});
