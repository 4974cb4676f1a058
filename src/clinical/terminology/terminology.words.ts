import type { Localised } from '../../kernel/language.js';

/** What each list is called, by its name in addresses. */
export const LIST_WORDS: Readonly<Record<string, Localised>> = {
  'icd-10': { vi: 'bệnh tật (ICD-10)', en: 'diseases (ICD-10)' },
  atc: { vi: 'hoạt chất (ATC)', en: 'substances (ATC)' },
  'ethnic-group': { vi: 'dân tộc', en: 'ethnic groups' },
  nationality: { vi: 'quốc tịch', en: 'nationalities' },
  occupation: { vi: 'nghề nghiệp', en: 'occupations' },
  province: { vi: 'tỉnh, thành phố', en: 'provinces' },
  commune: { vi: 'xã, phường', en: 'communes' },
};

/** What people read about lists of codes. */
export const terminologyWords = {
  codeNotOnList: { vi: 'Mã này không có trong danh mục.', en: 'This code is not on the list.' },
} as const satisfies Record<string, Localised>;
