import { defineProblems } from '../../kernel/problem.js';

export const radarProblems = defineProblems({
  radarRunning: {
    status: 409,
    vi: 'Một lượt quét khác đang chạy',
    en: 'Another run of the radar is under way',
    detail: { vi: 'Hãy chờ lượt ấy xong.', en: 'Wait until it has ended.' },
  },
  radarCaseNotFound: { status: 404, vi: 'Không tìm thấy vụ việc', en: 'No such case' },
  radarCaseClosed: { status: 409, vi: 'Vụ việc đã được kết luận', en: 'The case is closed' },
  radarOwnCase: { status: 403, vi: 'Không ai tự xét vụ việc của mình', en: 'Nobody reviews a case about themselves' },
  radarRuleNotFound: { status: 404, vi: 'Không có quy tắc này', en: 'No such rule' },
});
