import { defineProblems } from '../../../kernel/problem.js';

export const exportProblems = defineProblems({
  exportNotAsync: {
    status: 400,
    vi: 'Xuất dữ liệu hàng loạt cần header Prefer: respond-async',
    en: 'A bulk export needs the header Prefer: respond-async',
  },
  exportNotFound: { status: 404, vi: 'Không tìm thấy lần xuất dữ liệu này', en: 'No such export' },
  exportsTooMany: {
    status: 429,
    vi: 'Các lần xuất dữ liệu trước chưa xong: hãy đợi hoặc hủy bớt',
    en: 'Earlier exports are not done yet: wait, or delete one',
  },
  exportFailed: {
    status: 500,
    vi: 'Lần xuất dữ liệu này không hoàn thành: hãy yêu cầu lại',
    en: 'The export was not completed: ask for it again',
  },
  groupUnknown: { status: 404, vi: 'Không có khoa này', en: 'There is no such ward' },
});
