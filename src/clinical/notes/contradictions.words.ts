import type { Localised } from '../../kernel/language.js';
import type { Contradiction } from './contradictions.rules.js';

export const CONTRADICTION_WORDS: Readonly<Record<Contradiction, Localised>> = {
  'patient-alive': {
    vi: 'Chưa ghi nhận người bệnh tử vong.',
    en: 'No death of this patient is recorded.',
  },
  'patient-dead': {
    vi: 'Người bệnh đã được ghi nhận tử vong nhưng chưa làm thủ tục ra viện.',
    en: 'The patient is recorded as dead, and not discharged yet.',
  },
  'stay-open': {
    vi: 'Người bệnh chưa được ghi nhận ra viện.',
    en: 'The patient is not discharged yet.',
  },
  'not-female': {
    vi: 'Đây là giấy tờ sản phụ khoa, nhưng hồ sơ ghi giới tính nam.',
    en: 'This form is of obstetrics or gynaecology, and the record says the patient is male.',
  },
  'age-of-birth': {
    vi: 'Đây là giấy tờ sản khoa, nhưng tuổi trong hồ sơ khó có thể sinh con.',
    en: 'This form is of childbirth, and at the age in the record nobody is likely to give birth.',
  },
  'not-a-child': {
    vi: 'Đây là biểu mẫu cho trẻ em, nhưng người bệnh đã từ 16 tuổi.',
    en: 'This form is for children, and the patient is 16 or older.',
  },
  'not-a-newborn': {
    vi: 'Đây là biểu mẫu cho trẻ sơ sinh, nhưng người bệnh đã trên 1 tuổi.',
    en: 'This form is for newborns, and the patient is a year old or more.',
  },
};
