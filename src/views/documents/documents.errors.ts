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
  documentNotFound: { status: 404, vi: 'Không tìm thấy giấy tờ này', en: 'No such paper' },
  documentNotYours: {
    status: 403,
    vi: 'Giấy tờ do người khác in: hãy nhờ họ, bác sĩ hoặc cán bộ hồ sơ thu hồi',
    en: 'Somebody else printed this paper: ask them, a doctor or the records office to take it back',
  },
  documentWithdrawn: {
    status: 409,
    vi: 'Giấy tờ này đã được thu hồi',
    en: 'This paper was taken back already',
  },
  documentOnlyVietnamese: {
    status: 422,
    vi: 'Mẫu in riêng của bệnh viện chưa có tiếng Anh: hãy in bằng tiếng Việt',
    en: 'The hospital’s own templates have no English: print it in Vietnamese',
    detail: {
      vi: 'Muốn in tiếng Anh, nhờ người quản trị hệ thống chép lại mẫu in của phiên bản này.',
      en: 'For papers in English, ask whoever runs the system to copy the templates of this version again.',
    },
  },
  documentNotPrinted: {
    status: 500,
    vi: 'Không in được: mẫu in bị lỗi',
    en: 'It could not be printed: the template has a fault',
  },
});
