import { inLanguage, type Language, type Localised } from '../../kernel/language.js';

/** Transmission-based precautions, and isolation that protects the patient. This file runs in browsers too. */
export const ISOLATION_WORDS = {
  contact: { vi: 'Cách ly tiếp xúc', en: 'Contact precautions' },
  droplet: { vi: 'Cách ly giọt bắn', en: 'Droplet precautions' },
  airborne: { vi: 'Cách ly không khí', en: 'Airborne precautions' },
  protective: { vi: 'Cách ly bảo vệ', en: 'Protective isolation' },
} as const satisfies Record<string, Localised>;

/** The words for each, in a language. */
export const isolationNames = (language: Language): Readonly<Record<string, string>> =>
  inLanguage(ISOLATION_WORDS, language);
