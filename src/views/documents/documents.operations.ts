import { inVietnamese } from '../../platform/routes/operation-words.js';

inVietnamese({
  'A form of an encounter on paper, as PDF': 'In một biểu mẫu của đợt điều trị, dạng PDF',
  'The whole record of a patient as one document, as PDF': 'In toàn bộ hồ sơ bệnh án thành một tài liệu, dạng PDF',
  'How far a whole record is that the caller waits for': 'Tiến độ lập bản in toàn bộ hồ sơ bệnh án',
  'A record of hundreds of stays takes minutes: stays that are read, then volumes that are set, of how many. `none` while nothing is put together for this session.':
    'Hồ sơ có hàng trăm đợt điều trị mất vài phút: số đợt đã đọc, rồi số tập đã dàn trang, trên tổng số. `none` khi phiên này không chờ hồ sơ nào.',
  'Whether a printed document is genuine, by whom and when':
    'Kiểm tra một giấy tờ đã in: thật hay giả, do ai cấp, khi nào',
  'PDF/A-3b, in Vietnamese or, by `language`, in English with the Vietnamese title below. Only what is signed is printed; what is not final yet is marked as a draft on every page.':
    'PDF/A-3b, tiếng Việt, hoặc theo `language` bằng tiếng Anh kèm tên tiếng Việt bên dưới. Chỉ in phần đã ký; giấy chưa hoàn tất mang chữ bản nháp trên mọi trang.',
  'A complete copy that leaves the hospital names its `recipient` and why; both are kept with the document and printed on it.':
    'Bản sao toàn bộ hồ sơ cấp ra ngoài phải nêu nơi nhận `recipient` và lý do; cả hai được lưu và in trên giấy.',
  'Papers that were printed of a patient, the latest first': 'Giấy tờ đã in của người bệnh, mới in trước',
  'Take a printed paper back': 'Thu hồi một giấy tờ đã in',
  'From then on the code on it says that it is not valid, and when it was taken back; not why.':
    'Từ đó mã trên giấy cho biết giấy không còn giá trị và thu hồi lúc nào; không cho biết lý do.',
  'As a page or as JSON, and nothing about the patient. With `sha256`, whether a file is the one that was issued.':
    'Dạng trang web hoặc JSON, không có gì về người bệnh. Với `sha256`: tệp có đúng là tệp đã cấp không.',
});
