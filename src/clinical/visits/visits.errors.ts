import { defineProblems } from '../../kernel/problem.js';

export const visitProblems = defineProblems({
  notSeen: {
    status: 409,
    vi: 'Chưa ai gọi người bệnh này vào khám; người bệnh vẫn đang chờ',
    en: 'Nobody has called this patient in: they wait still',
  },
  visitNoted: {
    status: 409,
    vi: 'Lượt khám này đã có phiếu khám; hãy sửa phiếu đó hoặc ghi bổ sung',
    en: 'This visit has its note already; change that one, or add to it',
  },
});
