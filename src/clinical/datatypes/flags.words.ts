import { inLanguage, type Language, type Localised } from '../../kernel/language.js';

/** What the flags of results are called, on papers and in the console alike. This file runs in browsers too. */
const FLAG_WORDS: Readonly<Record<string, Localised>> = {
  H: { vi: 'cao', en: 'high' },
  L: { vi: 'thấp', en: 'low' },
  HH: { vi: 'rất cao', en: 'very high' },
  LL: { vi: 'rất thấp', en: 'very low' },
  N: { vi: 'bình thường', en: 'normal' },
  A: { vi: 'bất thường', en: 'abnormal' },
  AA: { vi: 'rất bất thường', en: 'very abnormal' },
  POS: { vi: 'dương tính', en: 'positive' },
  NEG: { vi: 'âm tính', en: 'negative' },
  IND: { vi: 'không xác định', en: 'indeterminate' },
  S: { vi: 'nhạy cảm', en: 'susceptible' },
  I: { vi: 'trung gian', en: 'intermediate' },
  R: { vi: 'kháng', en: 'resistant' },
  SDD: { vi: 'nhạy cảm tùy liều', en: 'susceptible, dose-dependent' },
  NS: { vi: 'không nhạy cảm', en: 'not susceptible' },
  'SYN-S': { vi: 'hiệp đồng', en: 'synergistic' },
  'SYN-R': { vi: 'không hiệp đồng', en: 'not synergistic' },
  MS: { vi: 'nhạy cảm vừa', en: 'moderately susceptible' },
  VS: { vi: 'rất nhạy cảm', en: 'very susceptible' },
  U: { vi: 'tăng so với trước', en: 'risen' },
  D: { vi: 'giảm so với trước', en: 'fallen' },
  B: { vi: 'tốt hơn trước', en: 'better' },
  W: { vi: 'xấu hơn trước', en: 'worse' },
};

/** The words for each flag, in a language. */
export const flagNames = (language: Language): Readonly<Record<string, string>> => inLanguage(FLAG_WORDS, language);
