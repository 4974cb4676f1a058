import type { Localised } from '../../../kernel/language.js';

/** Doubts about a card that stop nobody. */
export const INSURANCE_WARNINGS = {
  'card-number-differs': {
    vi: 'Số thẻ khác với thẻ hoặc mã số BHXH đã ghi của người bệnh',
    en: 'The number is not that of the cards on record',
  },
  'card-citizen-id-differs': {
    vi: 'Số CCCD dùng làm thẻ khác với CCCD đã ghi của người bệnh',
    en: 'The citizen id used as a card is not the one on record',
  },
  'card-citizen-id-not-on-record': {
    vi: 'Chưa ghi CCCD của người bệnh để đối chiếu với thẻ',
    en: 'No citizen id is on record to compare the card with',
  },
  'card-of-another-patient': {
    vi: 'Số thẻ này đang được ghi ở một hồ sơ khác; có thể là cùng một người',
    en: 'This number is on record for another patient; it may be the same person',
  },
  'card-expired': { vi: 'Thẻ đã hết hạn', en: 'The card has expired' },
  'card-not-yet-valid': { vi: 'Thẻ chưa đến ngày có hiệu lực', en: 'The card is not valid yet' },
} as const satisfies Record<string, Localised>;

export type InsuranceWarning = keyof typeof INSURANCE_WARNINGS;

/** What people read of a card that cannot be recorded so. */
export const insuranceWords = {
  cardForm: {
    vi: 'Số thẻ BHYT gồm 15 ký tự, 10 số, hoặc là số CCCD 12 số.',
    en: 'A card has 15 characters, 10 digits, or is the 12-digit citizen id.',
  },
  day: { vi: 'Phải là ngày có thật, ví dụ 2026-01-31.', en: 'Must be a day that exists, such as 2026-01-31.' },
  facility: { vi: 'Mã cơ sở khám chữa bệnh gồm 5 chữ số.', en: 'The code of a facility has 5 digits.' },
  endsBeforeStart: { vi: 'Ngày hết hạn trước ngày bắt đầu.', en: 'It ends before it begins.' },
  overlaps: {
    vi: 'Trùng thời gian với thẻ {number}, từ {from} đến {to}.',
    en: 'It overlaps with card {number}, from {from} to {to}.',
  },
} as const satisfies Record<string, Localised>;
