import { defineProblems } from '../../kernel/problem.js';

/** What can go wrong with printing. */
export const documentProblems = defineProblems({
  formNotFound: { status: 404, vi: 'Không có biểu mẫu này', en: 'There is no such form' },
  documentTooLong: {
    status: 422,
    vi: 'Hồ sơ quá dài để in thành một tài liệu; hãy in từng khoảng thời gian, hoặc từng đợt điều trị',
    en: 'The record is too long for one document: print it by periods of time, or by encounters',
  },
  copyNeedsReason: {
    status: 422,
    vi: 'Bản sao toàn bộ hồ sơ cần lý do cấp',
    en: 'A complete copy needs the reason for which it is given',
  },
  documentNotPrinted: {
    status: 500,
    vi: 'Không in được: mẫu in bị lỗi',
    en: 'It could not be printed: the template has a fault',
  },
});
