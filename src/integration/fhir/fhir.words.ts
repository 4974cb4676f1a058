import type { Localised } from '../../kernel/language.js';

/** What senders and searchers of FHIR are told beside refusals. */
export const importWords = {
  stored: { vi: 'Đã lưu.', en: 'Stored.' },
  notUnderstood: {
    vi: 'Được lưu nguyên văn, chưa đưa vào hồ sơ.',
    en: 'Kept whole as sent; not part of the chart.',
  },
  leadsNowhere: {
    vi: 'Tham chiếu không có trong Bundle; được lưu nguyên văn.',
    en: 'The reference names nothing in the Bundle; kept as sent.',
  },
  searchedTo: {
    vi: 'Đã tìm ngược về đến {moment}; phần trước đó ở liên kết next.',
    en: 'Searched back to {moment}; what is older is behind the link next.',
  },
  doesNotCover: {
    vi: 'Chưa kể những tháng đã lưu trữ: {months}.',
    en: 'Does not tell of these archived months: {months}.',
  },
} as const satisfies Record<string, Localised>;

/** What there is to see to, in the resource itself; see {@link signWords}. */
export const taskWords = {
  'critical-result': { vi: 'Kết quả báo động chờ xác nhận', en: 'Critical result to be acknowledged' },
  'news2-high': { vi: 'NEWS2 từ 7 điểm: cần bác sĩ khám ngay', en: 'NEWS2 of 7 or more: emergency assessment' },
  'news2-red': { vi: 'Một chỉ số ở mức báo động đỏ (NEWS2)', en: 'One red parameter (NEWS2)' },
} as const satisfies Record<string, Localised>;
