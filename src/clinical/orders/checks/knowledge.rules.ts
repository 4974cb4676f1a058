import { fill, type Language } from '../../../kernel/language.js';
import { knowledgeWords } from './check.words.js';
import type { Drug } from './formulary.js';

/** What a formulary has to know of a medicine for its dose to be checked. */
export const KNOWLEDGE = ['strengths', 'adult-dose', 'child-dose', 'cautions'] as const;
export type Knowledge = (typeof KNOWLEDGE)[number];

/** What the formulary does not know of a medicine, and so does not check. */
export const notChecked = ({ adult, child, strengths, source, unsourced }: Drug): Knowledge[] => [
  ...(strengths?.length ? [] : (['strengths'] as const)),
  ...(adult ? [] : (['adult-dose'] as const)),
  ...(child ? [] : (['child-dose'] as const)),
  ...(knowsCautions({ source }) && !unsourced?.length ? [] : (['cautions'] as const)),
];

/** Whether anybody looked for what speaks against a medicine; the ATC index tells none of it, nor does a limit of ours. */
export const knowsCautions = ({ source }: Pick<Drug, 'source'>): boolean => source !== 'ATC' && source !== 'ASKED';

/** The same for people; null when nothing is missing. */
export function notCheckedText(missing: readonly Knowledge[], language: Language): string | null {
  if (missing.length === 0) return null;
  const what = missing.map((one) => knowledgeWords[one][language]).join(', ');
  return fill(knowledgeWords.notChecked[language], { what }, language);
}
