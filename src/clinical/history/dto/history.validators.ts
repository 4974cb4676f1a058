import { ownRule } from '../../../platform/routes/own-rule.js';
import { parsePartialInstant } from '../../datatypes/partial-instant.js';
import { historyWords } from '../history.words.js';

/** A past year, month, day or instant that exists: `2015`, `2015-03`, `2015-03-07`, `2015-03-07T08:30:00+07:00`. */
export function IsPastPartialInstant(): PropertyDecorator {
  return ownRule(
    'past-partial-instant',
    historyWords.pastInstant,
    (text) => parsePartialInstant(text, new Date()) !== undefined,
  );
}
