import { defineProblems } from '../../kernel/problem.js';

export const liveProblems = defineProblems({
  tooManyStreams: {
    status: 429,
    vi: 'Đang mở quá nhiều luồng cập nhật',
    en: 'Too many live streams are open',
    detail: {
      vi: 'Một người mở nhiều nhất {most} luồng. Hãy đóng bớt cửa sổ đang mở.',
      en: 'One person may have {most} at most. Close some of the open windows.',
    },
  },
});
