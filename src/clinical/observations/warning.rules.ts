import { news2, type News2Scale, type News2Values } from './news2.rules.js';

/** The kinds of task that a score asks for. */
export type News2Warning = 'news2-high' | 'news2-red';
export type PewsWarning = 'pews-high' | 'pews-medium';
export type Warning = News2Warning | PewsWarning;

/** What a set says of the warnings of its patient, on either scale of the oxygen saturation. */
export interface Warned {
  /** What somebody has to see to. */
  readonly raises: readonly Warning[];
  /** What is over, as far as the set tells: a missing value leaves open what it was. */
  readonly ends: readonly Warning[];
}

const HIGH_FROM = 7;
const MEDIUM_FROM = 5;

/**
 * Source: RCP 2017, chart 4: from 7 on an emergency assessment; 5 or 6, or 3 in one parameter, an urgent review by a doctor, which the
 * emergency assessment takes the place of. An aggregate below 7 with nothing missing ends the one, below 5 without a 3 the other too.
 */
export function warningsOf(values: News2Values, scale: News2Scale): Warned {
  const { total, partial, redParameter } = news2(values, { scale });
  if (partial >= HIGH_FROM) return { raises: ['news2-high'], ends: [] };
  const isWhole = total !== null;
  if (redParameter || partial >= MEDIUM_FROM) return { raises: ['news2-red'], ends: isWhole ? ['news2-high'] : [] };
  return { raises: [], ends: isWhole ? ['news2-high', 'news2-red'] : [] };
}

/** Whether the score may ask for somebody, whichever scale the patient is on. */
export const mayWarn = (values: News2Values): boolean =>
  ([1, 2] as const).some((scale) => warningsOf(values, scale).raises.length > 0);
