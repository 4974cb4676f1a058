import { inVietnamese } from '../../platform/routes/operation-words.js';

inVietnamese({
  'A form of an encounter on paper, as PDF': 'Một biểu mẫu của đợt điều trị để in, dạng PDF',
  'The whole record of a patient as one document, as PDF': 'Toàn bộ hồ sơ bệnh án thành một tài liệu, dạng PDF',
  'Whether a printed document is genuine, by whom and when': 'Giấy tờ đã in có thật không, do ai in, khi nào',
});
