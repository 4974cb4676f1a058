import type { Localised } from '../../kernel/language.js';

/** What people read of allergies and problems: the broken rules of what was typed. */
export const historyWords = {
  pastInstant: {
    vi: 'Phải là năm, tháng, ngày hoặc thời điểm có thật, không ở tương lai, ví dụ 2015, 2015-03 hoặc 2015-03-07.',
    en: 'Must be a year, month, day or instant that exists and is not in the future, such as 2015, 2015-03 or 2015-03-07.',
  },
  encounterOfOther: {
    vi: 'Đợt điều trị này là của người bệnh khác.',
    en: 'This encounter is another patient’s.',
  },
  codeOrNoneKnown: {
    vi: 'Hãy ghi dị ứng với gì, hoặc ghi "không có dị ứng" khi đã hỏi và không có.',
    en: 'Say what the allergy is to, or "none known" when the patient was asked and has none.',
  },
  noneKnownCategory: {
    vi: '"Không có dị ứng" chỉ ghi chung hoặc cho thức ăn, thuốc, môi trường, và không đổi loại được.',
    en: '"None known" is said of everything, or of food, medication or environment, and keeps its category.',
  },
  partialInstant: {
    vi: 'Phải là năm, tháng, ngày hoặc thời điểm có thật.',
    en: 'Must be a year, month, day or instant that exists.',
  },
  icd10: {
    vi: 'Mã ICD-10 gồm một chữ, hai số, và có thể thêm phần sau dấu chấm, ví dụ J18.9.',
    en: 'An ICD-10 code is a letter, two digits, and perhaps more after a point, such as J18.9.',
  },
  displayNeeded: {
    vi: 'Mã này không có trong danh mục, hãy ghi tên bệnh.',
    en: 'This code is not on the list: write what it means.',
  },
  notListed: {
    vi: 'Mã này không có trong danh mục ICD-10 của bệnh viện. Nếu đúng, tên bệnh được giữ như bạn ghi.',
    en: 'This code is not on the hospital’s list of ICD-10. If it is right, the text is kept as you wrote it.',
  },
  beforeBirth: {
    vi: 'Thời điểm bắt đầu trước ngày sinh của người bệnh.',
    en: 'The onset is before the patient was born.',
  },
  otherSex: {
    vi: 'Chẩn đoán này thường không gặp ở giới tính của người bệnh.',
    en: 'This diagnosis is not usual for the sex of the patient.',
  },
  otherAge: {
    vi: 'Chẩn đoán này thường không gặp ở tuổi của người bệnh.',
    en: 'This diagnosis is not usual at the age of the patient.',
  },
  stateOfOtherSex: {
    vi: 'Tình trạng này thường không gặp ở giới tính của người bệnh.',
    en: 'This is not usual for the sex of the patient.',
  },
  stateOfOtherAge: {
    vi: 'Tình trạng này thường không gặp ở tuổi của người bệnh.',
    en: 'This is not usual at the age of the patient.',
  },
  endsBeforeOnset: {
    vi: 'Thời điểm kết thúc không được trước thời điểm bắt đầu.',
    en: 'The end must not lie before the onset.',
  },
} as const satisfies Record<string, Localised>;

/** The statement that nothing of a kind is known, as the record keeps it (in Vietnamese) and English readers see it. */
export const noneKnownWords = {
  any: { vi: 'Không có dị ứng nào được biết', en: 'No known allergies' },
  medication: { vi: 'Không có dị ứng thuốc nào được biết', en: 'No known drug allergies' },
  food: { vi: 'Không có dị ứng thức ăn nào được biết', en: 'No known food allergies' },
  environment: { vi: 'Không có dị ứng môi trường nào được biết', en: 'No known environmental allergies' },
} as const satisfies Record<string, Localised>;

/** What a recorded allergy has to do with another. */
export const OVERLAP_WORDS = {
  'same-class': { vi: 'Cùng {class} với dị ứng đã ghi: {name}', en: 'Both are of {class}; on record is: {name}' },
  'same-name': { vi: 'Có thể là một với dị ứng đã ghi: {name}', en: 'May be the same as what is on record: {name}' },
  'related-class': {
    vi: 'Có thể phản ứng chéo với {class}, đã ghi: {name}',
    en: 'May cross-react with {class}; on record is: {name}',
  },
} as const satisfies Record<string, Localised>;
