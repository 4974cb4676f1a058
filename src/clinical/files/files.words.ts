import type { Localised } from '../../kernel/language.js';

/** What each kind of file is called. */
export const FILE_KIND_WORDS = {
  'scanned-paper': { vi: 'Giấy tờ quét', en: 'Scanned paper' },
  'wound-photograph': { vi: 'Ảnh vết thương', en: 'Photograph of a wound' },
  consent: { vi: 'Giấy cam kết, đồng ý', en: 'Consent form' },
  'outside-result': { vi: 'Kết quả từ nơi khác', en: 'Result from elsewhere' },
  'referral-paper': { vi: 'Giấy chuyển tuyến', en: 'Referral paper' },
  'identity-paper': { vi: 'Giấy tờ tùy thân', en: 'Identity paper' },
  'insurance-paper': { vi: 'Giấy tờ bảo hiểm', en: 'Insurance paper' },
  other: { vi: 'Giấy tờ khác', en: 'Other' },
} as const satisfies Record<string, Localised>;

/** What is wrong with a file, and what can be done. */
export const fileWords = {
  empty: { vi: 'Tệp rỗng; hãy chọn lại tệp.', en: 'The file is empty; choose it again.' },
  damaged: {
    vi: 'Tệp hỏng hoặc chưa tải lên hết; hãy quét hoặc chụp lại.',
    en: 'The file is damaged or not whole; scan or photograph it again.',
  },
  trailing: {
    vi: 'Sau phần hình ảnh hoặc giấy tờ, tệp còn chứa dữ liệu khác; hãy quét hoặc chụp lại.',
    en: 'Something else follows the picture or paper in this file; scan or photograph it again.',
  },
  active: {
    vi: 'Tệp chứa đoạn mã có thể tự chạy; hãy in ra rồi quét lại.',
    en: 'The file holds something that could run by itself; print it and scan it.',
  },
  locked: {
    vi: 'Tệp PDF có khóa nên không kiểm tra được; hãy in ra rồi quét lại.',
    en: 'The PDF is encrypted and cannot be looked into; print it and scan it.',
  },
  tooManyPixels: {
    vi: 'Ảnh quá lớn (tối đa 20 nghìn điểm ảnh mỗi cạnh, 100 triệu điểm ảnh).',
    en: 'The picture is too large (at most 20,000 pixels a side, 100 million in all).',
  },
  day: { vi: 'Cần một ngày, dạng 2026-11-23, không ở tương lai.', en: 'A day such as 2026-11-23 that has come.' },
  encounterOfOther: {
    vi: 'Đợt điều trị này là của người bệnh khác.',
    en: 'This encounter is of another patient.',
  },
} as const satisfies Record<string, Localised>;
