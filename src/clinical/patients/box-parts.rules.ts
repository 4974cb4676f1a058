import type { PartialDate } from '../datatypes/partial-date.js';
import { typedDate } from './box-dates.rules.js';
import { joinGroups } from './box-numbers.rules.js';
import { foldName } from './name.rules.js';
import { withoutKeystrokes } from './spelling.rules.js';

/** What a text typed into one box consists of. */
export interface BoxParts {
  /** Folded. */
  readonly words: readonly string[];
  /** Of digits, or of digits and letters, as typed. */
  readonly numbers: readonly string[];
  readonly born: PartialDate | undefined;
  /** The birth date as typed when it is a year alone, which may be a number as well. */
  readonly year: string | undefined;
}

const DIGITS = /^[+(]?\d[\d().+-]*$/;
const YEAR = /^\d{4}$/;

/** Parts words, numbers and a birth date. `today` is the hospital's date, YYYY-MM-DD. */
export function partsOf(typed: string, today: string): BoxParts {
  const words: string[] = [];
  const numbers: string[] = [];
  let dated: PartialDate | undefined;
  let year: string | undefined;
  let run: string[] = [];
  const closeRun = () => {
    for (const number of joinGroups(run)) {
      const born = dated || !YEAR.test(number) ? undefined : typedDate(number, today);
      if (born) [dated, year] = [born, number];
      else numbers.push(number);
    }
    run = [];
  };
  for (const token of typed.split(/[\s,;]+/).filter(Boolean)) {
    const born = YEAR.test(token) ? undefined : typedDate(token, today);
    if (!born && DIGITS.test(token)) {
      run.push(token);
      continue;
    }
    closeRun();
    if (born) [dated, year] = [born, undefined];
    else if (/\d/.test(token) && !withoutKeystrokes(foldName(token))) numbers.push(token);
    else words.push(...foldName(token).split(' ').filter(Boolean));
  }
  closeRun();
  return { words, numbers, born: dated, year };
}
