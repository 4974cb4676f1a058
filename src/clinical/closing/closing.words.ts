import type { Localised } from '../../kernel/language.js';
import type { RecordState } from './content.rules.js';

/** How a closed record stands against what was closed. */
export const RECORD_STATE_WORDS: Readonly<Record<RecordState, Localised>> = {
  'as-closed': { vi: 'Hồ sơ còn nguyên như khi khóa.', en: 'The record is as it was closed.' },
  'added-to': { vi: 'Hồ sơ có phần ghi bổ sung sau khi khóa.', en: 'Something was added since the record was closed.' },
  changed: {
    vi: 'Có phần của hồ sơ đã khác hoặc không còn so với khi khóa: xem ai đã sửa gì và vì sao.',
    en: 'Something of the record changed or is gone since it was closed: see who changed what, and why.',
  },
  'signature-wrong': {
    vi: 'Chữ ký khi khóa không đúng, không còn, hoặc không phải của người đã khóa hồ sơ.',
    en: 'The signature of the closing is wrong or gone, or not of whoever closed the record.',
  },
  'hash-differs': {
    vi: 'Danh mục lưu khi khóa không còn khớp với mã băm của nó.',
    en: 'The list that was kept at the closing does not match its hash.',
  },
};

/** What a record may lack, as the legal forms call it. */
export const MISSING_WORDS = {
  'birth-date': { vi: 'Thiếu ngày sinh', en: 'No birth date' },
  address: { vi: 'Thiếu địa chỉ', en: 'No address' },
  identity: { vi: 'Thiếu số căn cước hoặc thẻ bảo hiểm', en: 'No identity document or insurance card' },
  reason: { vi: 'Thiếu lý do vào viện', en: 'No reason for admission' },
  allergies: { vi: 'Chưa hỏi tiền sử dị ứng', en: 'Allergies were not asked about' },
  triage: { vi: 'Chưa phân loại cấp cứu', en: 'No triage' },
  'admission-record': { vi: 'Thiếu bệnh án đã ký', en: 'No signed admission record' },
  examination: { vi: 'Thiếu phiếu khám đã ký', en: 'No signed examination' },
  'progress-notes': { vi: 'Có ngày chưa có tờ điều trị', en: 'Days without a progress note' },
  'nursing-notes': { vi: 'Thiếu phiếu chăm sóc', en: 'No nursing note' },
  'vital-signs': { vi: 'Chưa đo dấu hiệu sinh tồn', en: 'No vital signs' },
  diagnosis: { vi: 'Thiếu chẩn đoán xác định', en: 'No confirmed diagnosis' },
  'discharge-summary': { vi: 'Thiếu tóm tắt hồ sơ bệnh án đã ký', en: 'No signed discharge summary' },
  disposition: { vi: 'Thiếu tình trạng ra viện', en: 'How the patient left is not said' },
  destination: { vi: 'Thiếu nơi chuyển đến', en: 'Where the patient was transferred to is not said' },
  'death-cause': { vi: 'Thiếu nguyên nhân tử vong', en: 'No cause of death' },
  'unsigned-notes': { vi: 'Còn bệnh án chưa ký', en: 'Unsigned notes' },
  'open-items': { vi: 'Còn chỉ định, kết quả chưa xong', en: 'Unfinished orders or results' },
} as const satisfies Record<string, Localised>;

export type MissingCode = keyof typeof MISSING_WORDS;
export const MISSING_CODES = Object.keys(MISSING_WORDS) as MissingCode[];
