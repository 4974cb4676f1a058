import { defineProblems } from '../../../kernel/problem.js';

export const mappingProblems = defineProblems({
  mappingNotFound: { status: 404, vi: 'Không tìm thấy mã này', en: 'No such code' },
  mappingExists: {
    status: 409,
    vi: 'Mã này của nơi gửi đã có trong danh sách',
    en: 'This code of the sender is in the list already',
    detail: { vi: 'Hãy sửa mục đang có.', en: 'Change the entry that is there.' },
  },
});
