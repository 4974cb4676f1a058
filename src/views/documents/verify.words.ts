import type { Localised } from '../../kernel/language.js';

/** What the public page says of a code. */
export const VERIFY_WORDS = {
  title: { vi: 'Kiểm tra giấy tờ', en: 'Check a document' },
  genuine: { vi: 'Giấy tờ này là thật', en: 'This document is genuine' },
  draft: {
    vi: 'Giấy tờ này do bệnh viện in, nhưng là bản nháp, không có giá trị',
    en: 'The hospital printed this document, as a draft: it has no validity',
  },
  withdrawn: {
    vi: 'Bệnh viện đã in giấy tờ này, nhưng nội dung đã bị hủy sau đó: không còn giá trị',
    en: 'The hospital printed this document, but took back since what it says: it is no longer valid',
  },
  takenBack: {
    vi: 'Bệnh viện đã in giấy tờ này, nhưng sau đó đã thu hồi: không còn giá trị',
    en: 'The hospital printed this document and took it back since: it is no longer valid',
  },
  unknown: { vi: 'Không có giấy tờ nào mang mã này', en: 'No document has this code' },
  altered: {
    vi: 'Mã này là thật, nhưng tệp đem so không phải tệp mà bệnh viện đã cấp',
    en: 'The code is genuine, but the file compared is not the one that the hospital issued',
  },
  unknownHint: {
    vi: 'Kiểm tra lại từng ký tự của mã. Nếu vẫn không có, giấy tờ không phải do bệnh viện này cấp.',
    en: 'Check each character of the code. If it still is not found, this hospital did not issue the document.',
  },
  takenBackAt: { vi: 'Thu hồi lúc', en: 'Taken back at' },
  replaced: { vi: 'Đã có bản mới thay thế, in lúc', en: 'A newer one took its place, printed at' },
  by: { vi: 'Người in', en: 'Issued by' },
  hospital: { vi: 'Bệnh viện', en: 'Hospital' },
  at: { vi: 'In lúc', en: 'Issued at' },
  fingerprint: { vi: 'Dấu nội dung phải có ở chân trang', en: 'Mark that must stand at the foot of each page' },
  file: { vi: 'SHA-256 của tệp PDF', en: 'SHA-256 of the PDF file' },
  compare: {
    vi: 'Mã chỉ chứng tỏ bệnh viện đã in giấy tờ này, không chứng tỏ chữ trên bản giấy chưa bị sửa. Với tệp PDF, so SHA-256 của tệp với số trên, hoặc thêm ?sha256=… vào địa chỉ.',
    en: 'The code proves that the hospital printed this document, not that nobody changed the words on a paper copy. For a PDF file, compare its SHA-256 with the one above, or add ?sha256=… to the address.',
  },
  otherLanguage: { vi: 'English', en: 'Tiếng Việt' },
  privacy: {
    vi: 'Trang này không cho biết gì về người bệnh.',
    en: 'This page tells nothing about the patient.',
  },
} as const satisfies Record<string, Localised>;
