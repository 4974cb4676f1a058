import { inLanguage, type Language, type Localised } from '../../kernel/language.js';

/** What medicines are packed in, beside the units of their doses; UCUM leaves the words to us. */
export const PACK_WORDS = {
  '{bottle}': { vi: 'chai', en: 'bottle' },
  '{bag}': { vi: 'túi', en: 'bag' },
  '{tube}': { vi: 'tuýp', en: 'tube' },
  '{blister}': { vi: 'vỉ', en: 'blister pack' },
  '{box}': { vi: 'hộp', en: 'box' },
  '{pen}': { vi: 'bút tiêm', en: 'pen' },
  '{inhaler}': { vi: 'bình xịt', en: 'inhaler' },
} as const satisfies Record<string, Localised>;
export type PackUnit = keyof typeof PACK_WORDS;

/** What each pack is called in one language. */
export const packNames = (language: Language): Readonly<Record<string, string>> => inLanguage(PACK_WORDS, language);
