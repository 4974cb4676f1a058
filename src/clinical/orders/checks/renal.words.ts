import type { Localised } from '../../../kernel/language.js';
import type { RenalLack } from './renal.rules.js';

/** What is done below each limit. */
export const renalThenWords = {
  avoidBelow: { vi: 'không dùng', en: 'not to be given' },
  reduceBelow: { vi: 'xem giảm liều hoặc giãn khoảng cách', en: 'see whether to give less, or less often' },
  most: (most: number, given: number): Localised => ({
    vi: `tối đa ${most} mg một ngày, các chỉ định cộng lại là ${given} mg`,
    en: `at most ${most} mg a day, and all orders come to ${given} mg`,
  }),
} as const satisfies Record<string, Localised | ((most: number, given: number) => Localised)>;

/** Of findings that were kept before what is done was told. */
export const NO_THEN: Localised = { vi: 'xem lại liều', en: 'look at the dose' };

/** Why nobody can tell the renal function. */
export const renalLackWords = {
  pregnant: { vi: 'người bệnh có thai', en: 'the patient is pregnant' },
  creatinine: { vi: 'không có creatinin đọc được trong 7 ngày', en: 'no readable creatinine within 7 days' },
  changing: { vi: 'creatinin đang thay đổi', en: 'the creatinine is changing' },
  infant: { vi: 'trẻ dưới 1 tuổi', en: 'a child under 1 year' },
  age: { vi: 'không biết chắc tuổi', en: 'the age is not known for sure' },
  sex: { vi: 'không biết giới tính', en: 'the sex is not known' },
  weight: { vi: 'chưa có cân nặng', en: 'no weight' },
  height: { vi: 'chưa có chiều cao của trẻ', en: 'no height of the child' },
} as const satisfies Record<RenalLack, Localised>;

/** Of findings that were kept before the reasons were told apart. */
export const ANY_LACK: Localised = {
  vi: 'thiếu creatinin trong 7 ngày, cân nặng (người lớn) hoặc chiều cao (trẻ em), creatinin đang thay đổi, có thai, hoặc dưới 1 tuổi',
  en: 'no creatinine within 7 days, no weight (adults) or height (children), a changing creatinine, pregnancy, or under 1 year',
};
