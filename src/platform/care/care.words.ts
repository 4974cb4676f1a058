import type { Localised } from '../../kernel/language.js';

/** What people read of reasons, and of grants: the broken rules of what was typed. */
export const careWords = {
  saysWhy: {
    vi: 'Hãy nêu rõ vì sao, ví dụ "Mất điện, ghi giấy" hoặc "Chọn nhầm người bệnh".',
    en: 'Say why, such as "Power cut, charted on paper" or "Wrong patient chosen".',
  },
  namesReason: {
    vi: 'Hãy ghi lý do bằng lời, ví dụ "Người bệnh nôn".',
    en: 'Give the reason in words, such as "The patient vomited".',
  },
  within30Days: { vi: 'Phải nằm trong 30 ngày tới.', en: 'Must lie within the coming 30 days.' },
  reasonInWords: {
    vi: 'Hãy nêu rõ vì sao, ví dụ "Ngừng tuần hoàn tại sảnh"; chỉ ghi "cấp cứu" thì chưa đủ.',
    en: 'Say why, such as "Cardiac arrest in the lobby"; that it is an emergency alone does not say it.',
  },
} as const satisfies Record<string, Localised>;

/** Why, or why not, somebody may see a patient, in words; by the reason of the decision. */
export const REASON_WORDS: Readonly<Record<string, Localised>> = {
  ward: { vi: 'Người bệnh đang ở khoa bạn làm việc.', en: 'The patient is in a ward where you work.' },
  recent: {
    vi: 'Người bệnh vừa ở khoa bạn làm việc, hoặc bạn vừa ghi vào hồ sơ.',
    en: 'The patient was in a ward where you work, or you wrote into the record, not long ago.',
  },
  'left-ward': {
    vi: 'Bạn vừa rời khoa của người bệnh: còn xem được một thời gian ngắn, không ghi.',
    en: 'You left the ward of the patient not long ago: you may read for a short while, and not write.',
  },
  consultation: { vi: 'Bạn được mời hội chẩn.', en: 'You were asked to consult.' },
  referral: {
    vi: 'Người bệnh được chuyển khám đến khoa, phòng khám bạn làm việc.',
    en: 'The patient was referred to a ward or clinic where you work.',
  },
  'break-glass': { vi: 'Bạn đã mở khẩn cấp.', en: 'You broke the glass.' },
  duty: { vi: 'Bạn đang trực tại khoa của người bệnh.', en: 'You are on duty in the ward of the patient.' },
  'hospital-wide': { vi: 'Bạn trực toàn viện.', en: 'You are on call for the whole hospital.' },
  role: {
    vi: 'Vai trò của bạn xem được mọi hồ sơ không bảo mật.',
    en: 'Your role sees every record that is not confidential.',
  },
  order: {
    vi: 'Có chỉ định còn hiệu lực hoặc vừa kết thúc.',
    en: 'There is an order that is open or ended not long ago.',
  },
  none: {
    vi: 'Người bệnh không thuộc khoa bạn làm việc, và không ai mời bạn hội chẩn.',
    en: 'The patient is in none of your wards, and nobody asked you to consult.',
  },
  own: { vi: 'Đây là hồ sơ của chính bạn.', en: 'It is your own record.' },
  'no-order': {
    vi: 'Hồ sơ bảo mật, và không có chỉ định nào của người bệnh.',
    en: 'The record is confidential, and there is no order of the patient.',
  },
};
