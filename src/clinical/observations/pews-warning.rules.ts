import { elementAt } from '../../kernel/list.js';
import { PEWS_AGES, pewsAgeOf, pewsSum, type Pews, type PewsValues } from './pews.rules.js';
import { AGE_BANDS } from './plausible-ranges.js';
import type { PewsWarning } from './warning.rules.js';

/** What a set says of a child's warnings, at one of {@link AGE_BANDS}; numbers, as the statement that charts it takes them. */
export const SAYS = {
  /** Something is missing, and what is there does not warn: what waits goes on waiting. */
  nothing: 0,
  /** Below 8 with nothing missing: the emergency is over. */
  lessHigh: 1,
  /** Below 5 with nothing missing. */
  calm: 2,
  /** Somebody has to be told with it. */
  asks: 4,
} as const;
export type Says = (typeof SAYS)[keyof typeof SAYS];

const HIGH_FROM = 8;
const MEDIUM_FROM = 5;
/** No month has more days, and none fewer, so that a band of days never loses an age of the score. */
const [LONGEST_MONTH, SHORTEST_MONTH] = [31, 28];

/** The first and the last place in {@link PEWS_AGES} of the ages that somebody in a band may be of; of an adult the last comes first. */
const AGES_BY_BAND: readonly (readonly [first: number, last: number])[] = AGE_BANDS.map(({ group, fromDay }, at) => {
  if (group === 'adult') return [1, 0];
  const untilDay = AGE_BANDS[at + 1]?.fromDay ?? fromDay;
  const placeOf = (months: number) => PEWS_AGES.indexOf(pewsAgeOf(Math.floor(months)));
  return [placeOf(fromDay / LONGEST_MONTH), placeOf(untilDay / SHORTEST_MONTH)];
});

/** The task that a score asks for: from 8 on an emergency, from 5 on a doctor at the bedside; in {@link PEWS_RESPONSES} what each asks. */
export function pewsWarningOf({ partial }: Pick<Pews, 'partial'>): PewsWarning | undefined {
  if (partial >= HIGH_FROM) return 'pews-high';
  return partial >= MEDIUM_FROM ? 'pews-medium' : undefined;
}

/**
 * For each of {@link AGE_BANDS} what a set says of the warnings of somebody of that age. An adult has none: a whole set ends what was left
 * from before the sixteenth birthday.
 * @param mayAsk false once somebody is told with it
 */
export function pewsByBand(values: PewsValues, isWholeNews2: boolean, mayAsk: boolean): Says[] {
  const scores = PEWS_AGES.map((age) => pewsSum(values, age));
  return AGES_BY_BAND.map(([first, last]) => {
    if (last < first) return isWholeNews2 ? SAYS.calm : SAYS.nothing;
    let [most, isWholeAtEach] = [0, true];
    for (let age = first; age <= last; age++) {
      const { partial, isWhole } = elementAt(scores, age);
      most = Math.max(most, partial);
      isWholeAtEach &&= isWhole;
    }
    return saidAt(most, isWholeAtEach, mayAsk);
  });
}

function saidAt(most: number, isWhole: boolean, mayAsk: boolean): Says {
  if (mayAsk && most >= MEDIUM_FROM) return SAYS.asks;
  if (!isWhole || most >= HIGH_FROM) return SAYS.nothing;
  return most >= MEDIUM_FROM ? SAYS.lessHigh : SAYS.calm;
}
