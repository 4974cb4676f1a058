import { inLanguage, type Language, type Localised } from '../../kernel/language.js';

/** How a stay ended (tình trạng ra viện), in answers, on papers and in the console alike. This file runs in browsers too. */
export const DISPOSITION_WORDS = {
  home: { vi: 'Ra viện', en: 'Discharged home' },
  'other-hcf': { vi: 'Chuyển viện', en: 'Transferred to another hospital' },
  aadvice: { vi: 'Xin về', en: 'Left against advice' },
  absconded: { vi: 'Trốn viện', en: 'Absconded' },
  exp: { vi: 'Tử vong', en: 'Died' },
  oth: { vi: 'Khác', en: 'Other' },
} as const satisfies Record<string, Localised>;

/** The words for each, in a language, in the order in which they are offered. */
export const dispositionNames = (language: Language): Readonly<Record<string, string>> =>
  inLanguage(DISPOSITION_WORDS, language);
