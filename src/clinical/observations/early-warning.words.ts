import type { Localised } from '../../kernel/language.js';
import type { News2Risk } from './news2.rules.js';
import type { PewsRisk } from './pews.rules.js';

/** Why there is no score. */
export const NOT_SCORED = {
  pregnant: {
    vi: 'NEWS2 không dùng cho người mang thai; theo dõi bằng bảng điểm sản khoa.',
    en: 'NEWS2 is not for pregnant women: use an obstetric chart.',
  },
  'entered-in-error': { vi: 'Lần đo ghi nhầm, không tính điểm.', en: 'Entered in error, and so not scored.' },
} as const satisfies Record<string, Localised>;
export type NotScored = keyof typeof NOT_SCORED;

export const AGE_UNKNOWN: Localised = {
  vi: 'Chưa rõ tuổi: điểm này chỉ dùng từ 16 tuổi.',
  en: 'The age is not known: this score is for 16 years and more only.',
};

export const PREGNANCY_UNKNOWN: Localised = {
  vi: 'Chưa rõ có thai hay không: NEWS2 không dùng cho người mang thai.',
  en: 'Whether she is pregnant is not known: NEWS2 is not for pregnant women.',
};

/** What the score asks of the ward. Source: Royal College of Physicians, NEWS2, 2017, chart 4. */
export const NEWS2_RESPONSES: Readonly<Record<News2Risk, Localised>> = {
  low: { vi: 'Điều dưỡng đánh giá, theo dõi theo lịch.', en: 'A nurse assesses; go on as planned.' },
  'low-medium': {
    vi: 'Có chỉ số 3 điểm: báo bác sĩ của khoa đánh giá ngay.',
    en: 'One parameter scores 3: a doctor of the ward reviews urgently.',
  },
  medium: {
    vi: 'Báo bác sĩ khẩn; đánh giá tại giường, đo lại ít nhất mỗi giờ.',
    en: 'Urgent: a doctor assesses at the bedside; measure at least every hour.',
  },
  high: {
    vi: 'Cấp cứu: gọi nhóm cấp cứu hoặc hồi sức, theo dõi liên tục.',
    en: 'Emergency: call the critical-care team, monitor continuously.',
  },
};

/** What the score asks of the ward; ours, but for the threshold of 8. */
export const PEWS_RESPONSES: Readonly<Record<PewsRisk, Localised>> = {
  low: { vi: 'Điều dưỡng đánh giá, theo dõi theo lịch.', en: 'A nurse assesses; go on as planned.' },
  medium: {
    vi: 'Báo bác sĩ nhi đánh giá tại giường, đo lại ít nhất mỗi giờ.',
    en: 'A paediatrician assesses at the bedside; measure at least every hour.',
  },
  high: {
    vi: 'Cấp cứu: gọi hồi sức nhi, theo dõi liên tục.',
    en: 'Emergency: call paediatric intensive care, monitor continuously.',
  },
};
