import { pews, PEWS_AGES, pewsAgeOf, type Pews, type PewsAge, type PewsValues } from './pews.rules.js';
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

/** Ages of the score that somebody in a band may be of; none of an adult's. */
const AGES_BY_BAND: readonly (readonly PewsAge[])[] = AGE_BANDS.map(({ group, fromDay }, at) => {
  if (group === 'adult') return [];
  const untilDay = AGE_BANDS[at + 1]?.fromDay ?? fromDay;
  const [first, last] = [fromDay / LONGEST_MONTH, untilDay / SHORTEST_MONTH].map((months) =>
    PEWS_AGES.indexOf(pewsAgeOf(Math.floor(months))),
  );
  return PEWS_AGES.slice(first, last! + 1);
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
  const scores = new Map(PEWS_AGES.map((age) => [age, pews(values, age)]));
  return AGES_BY_BAND.map((ages) => {
    if (ages.length === 0) return isWholeNews2 ? SAYS.calm : SAYS.nothing;
    return saidAt(
      ages.map((age) => scores.get(age)!),
      mayAsk,
    );
  });
}

function saidAt(scores: readonly Pews[], mayAsk: boolean): Says {
  const most = Math.max(...scores.map(({ partial }) => partial));
  if (mayAsk && most >= MEDIUM_FROM) return SAYS.asks;
  if (scores.some(({ total }) => total === null) || most >= HIGH_FROM) return SAYS.nothing;
  return most >= MEDIUM_FROM ? SAYS.lessHigh : SAYS.calm;
}
