import { inVietnamese } from '../../platform/routes/operation-words.js';

inVietnamese({
  'A form of an encounter on paper, as PDF': 'Một biểu mẫu của đợt điều trị để in, dạng PDF',
  'The whole record of a patient as one document, as PDF': 'Toàn bộ hồ sơ bệnh án thành một tài liệu, dạng PDF',
  'Whether a printed document is genuine, by whom and when': 'Giấy tờ đã in có thật không, do ai in, khi nào',
  'PDF/A-3b, in Vietnamese. Only what is signed is printed; what is not final yet is marked as a draft on every page.':
    'PDF/A-3b, tiếng Việt. Chỉ in phần đã ký; giấy chưa hoàn tất mang chữ bản nháp trên mọi trang.',
  'A complete copy that leaves the hospital names its `recipient` and why; both are kept with the document and printed on it.':
    'Bản sao toàn bộ hồ sơ cấp ra ngoài phải nêu nơi nhận `recipient` và lý do; cả hai được lưu và in trên giấy.',
  'As a page or as JSON, and nothing about the patient. With `sha256`, whether a file is the one that was issued.':
    'Dạng trang web hoặc JSON, không có gì về người bệnh. Với `sha256`: tệp có đúng là tệp đã cấp không.',
});
