import { inLanguage, type Language, type Localised } from '../../kernel/language.js';
import type { Occasion, Outcome } from './bracelets.rules.js';

/** When bracelets are compared, and what is found, as papers and the console call it. This file runs in browsers too. */
const OCCASION_WORDS: Readonly<Record<Occasion, Localised>> = {
  handover: { vi: 'Giao bé', en: 'Handing over' },
  feeding: { vi: 'Cho bú', en: 'Feeding' },
  procedure: { vi: 'Làm thủ thuật, xét nghiệm', en: 'Procedure, tests' },
  discharge: { vi: 'Ra viện', en: 'Discharge' },
};

const OUTCOME_WORDS: Readonly<Record<Outcome, Localised>> = {
  match: { vi: 'khớp', en: 'match' },
  'other-mother': { vi: 'KHÔNG KHỚP: sai vòng mẹ', en: 'NO MATCH: not the mother’s bracelet' },
  'other-newborn': { vi: 'KHÔNG KHỚP: sai vòng bé', en: 'NO MATCH: not the child’s bracelet' },
  neither: { vi: 'KHÔNG KHỚP: sai cả hai vòng', en: 'NO MATCH: neither bracelet' },
  exchanged: { vi: 'KHÔNG KHỚP: hai vòng bị đảo', en: 'NO MATCH: the two exchanged' },
};

/** All of them in a language, each by its code. */
export const braceletNames = (language: Language) => ({
  occasions: inLanguage(OCCASION_WORDS, language) as Readonly<Record<Occasion, string>>,
  outcomes: inLanguage(OUTCOME_WORDS, language) as Readonly<Record<Outcome, string>>,
});
