import type { Localised } from '../../kernel/language.js';

/** What senders and searchers of FHIR are told beside refusals. */
export const importWords = {
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
