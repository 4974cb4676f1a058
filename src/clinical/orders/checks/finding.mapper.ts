import { fill, type Language } from '../../../kernel/language.js';
import {
  allergyWords,
  cautionWords,
  checkWords,
  perWords,
  unconfirmedWords,
  unjudgedDoseWords,
} from './check.words.js';
import { sharedWords } from './class.words.js';
import type { Finding } from './finding.js';
import { formulary } from './formulary.js';
import { isOpened } from './knowledge/fact-source.js';
import { ANY_LACK, NO_THEN } from './renal.words.js';

/** Of findings that were kept before cautions, and reasons, were told apart. */
const ALL_CAUTIONS = {
  vi: Object.values(cautionWords)
    .map(({ vi }) => vi)
    .join(', '),
  en: Object.values(cautionWords)
    .map(({ en }) => en)
    .join(', '),
};

/** What stands in the places that findings of before have not filled. */
const OF_BEFORE = {
  ...{ what: ALL_CAUTIONS, why: unjudgedDoseWords.limit },
  ...{ per: perWords.once, diluted: '', how: sharedWords.either, then: NO_THEN, lacks: ANY_LACK },
};

/** A finding as people read it. */
export function shown({ rule, severity, params, source }: Omit<Finding, 'order'>, language: Language) {
  const { found, notJudged } = checkWords[rule];
  const isAsked = params.asked !== 'never';
  const words = isAsked ? (severity === 'not-judged' ? (notJudged ?? found) : found) : allergyWords.neverAsked;
  const standing = unconfirmedWords[isOpened(source) ? 'compared' : 'notCompared'][language];
  const told = formulary().confirmed ? source : `${source} (${standing})`;
  const filled = fill(words[language], { ...OF_BEFORE, ...params }, language);
  return { rule, severity, message: filled, source: told };
}
