import { defineProblems } from '../../kernel/problem.js';

/** What can go wrong with papers and pictures. */
export const fileProblems = defineProblems({
  fileNotFound: { status: 404, vi: 'Không tìm thấy tệp này', en: 'No such file' },
  fileTypeRefused: {
    status: 415,
    vi: 'Chỉ nhận tệp PDF, JPEG, PNG hoặc WebP',
    en: 'Only PDF, JPEG, PNG and WebP are taken',
  },
  fileRefused: { status: 422, vi: 'Tệp này không lưu được vào hồ sơ', en: 'This file cannot be kept in a record' },
  fileKindNotYours: {
    status: 403,
    vi: 'Vai trò của bạn không thêm loại giấy tờ này',
    en: 'Your role does not add files of this kind',
  },
  fileNotYours: {
    status: 403,
    vi: 'Tệp do người khác thêm: hãy nhờ họ, bác sĩ hoặc cán bộ hồ sơ',
    en: 'Somebody else added this file: ask them, a doctor or the records office',
  },
  fileInError: { status: 409, vi: 'Tệp này đã được đánh dấu ghi nhầm', en: 'This file was entered in error' },
  fileInErrorHidden: {
    status: 403,
    vi: 'Tệp ghi nhầm: chỉ người thêm, bác sĩ và cán bộ hồ sơ được mở',
    en: 'Entered in error: who added it, doctors and the records office may open it',
  },
  fileDamaged: {
    status: 500,
    vi: 'Nội dung tệp không còn như lúc lưu; đừng dùng, hãy báo bộ phận công nghệ thông tin',
    en: 'What is stored is not what was added: do not rely on it, and tell hospital IT',
    detail: { vi: 'Mã yêu cầu: {requestId}.', en: 'Request {requestId}.' },
  },
});
