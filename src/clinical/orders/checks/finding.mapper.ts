import { fill, type Language } from '../../../kernel/language.js';
import { checkWords, unconfirmedWords } from './check.words.js';
import type { Finding } from './finding.js';
import { formulary } from './formulary.js';
import { isOpened } from './knowledge/fact-source.js';

/** A finding as people read it. */
export function shown({ rule, severity, params, source }: Omit<Finding, 'order'>, language: Language) {
  const { found, notJudged } = checkWords[rule];
  const words = severity === 'not-judged' ? (notJudged ?? found) : found;
  const standing = unconfirmedWords[isOpened(source) ? 'compared' : 'notCompared'][language];
  const told = formulary().confirmed ? source : `${source} (${standing})`;
  return { rule, severity, message: fill(words[language], params, language), source: told };
}
