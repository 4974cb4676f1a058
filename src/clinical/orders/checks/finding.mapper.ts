import { fill, type Language } from '../../../kernel/language.js';
import { cautionWords, checkWords, unconfirmedWords, unjudgedDoseWords } from './check.words.js';
import type { Finding } from './finding.js';
import { formulary } from './formulary.js';
import { isOpened } from './knowledge/fact-source.js';

/** Of findings that were kept before cautions, and reasons, were told apart. */
const ALL_CAUTIONS = {
  vi: Object.values(cautionWords)
    .map(({ vi }) => vi)
    .join(', '),
  en: Object.values(cautionWords)
    .map(({ en }) => en)
    .join(', '),
};

/** A finding as people read it. */
export function shown({ rule, severity, params, source }: Omit<Finding, 'order'>, language: Language) {
  const { found, notJudged } = checkWords[rule];
  const words = severity === 'not-judged' ? (notJudged ?? found) : found;
  const standing = unconfirmedWords[isOpened(source) ? 'compared' : 'notCompared'][language];
  const told = formulary().confirmed ? source : `${source} (${standing})`;
  const filled = fill(words[language], { what: ALL_CAUTIONS, why: unjudgedDoseWords.limit, ...params }, language);
  return { rule, severity, message: filled, source: told };
}
