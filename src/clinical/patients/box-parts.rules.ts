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

const DIGITS = /^[+(]{0,2}\d[\d().+-]*$/;
const YEAR = /^\d{4}$/;
/** What stands before a number on papers, and is copied with it; none of them is a name. */
const LABELS = new Set(['cccd', 'cmnd', 'cmt', 'bhyt', 'mrn', 'sdt', 'dt', 'tel', 'sn', 'ns']);
/** An insurance card in groups (`GD 4 79 001 234 5678`, `GD-4-79-0012345678`). */
const CARD_IN_GROUPS = /(?<![\p{L}\d])([a-z]{2})[\s.-]*([1-5])[\s.-]*(\d)[\s.-]*(\d)((?:[\s.-]*\d){10})(?!\d)/giu;

/** Parts words, numbers and a birth date. `today` is the hospital's date, YYYY-MM-DD. */
export function partsOf(typed: string, today: string): BoxParts {
  const words: string[] = [];
  const numbers: string[] = [];
  let dated: PartialDate | undefined;
  let year: string | undefined;
  let run: string[] = [];
  const closeRun = () => {
    const day = dated || run.length !== 3 ? undefined : typedDate(run.join('/'), today);
    if (day) [dated, year, run] = [day, undefined, []];
    for (const number of joinGroups(run)) {
      const born = dated || !YEAR.test(number) ? undefined : typedDate(number, today);
      if (born) [dated, year] = [born, number];
      else numbers.push(number);
    }
    run = [];
  };
  for (const written of inOnePiece(typed)
    .split(/[\s,;:]+/)
    .filter(Boolean)) {
    const token = /^\((?=\d).*\)$/.test(written) ? written.slice(1, -1) : written;
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
  const named = words.filter((word) => !LABELS.has(word));
  return { words: numbers.length > 0 || dated ? named : words, numbers, born: dated, year };
}

const inOnePiece = (typed: string): string =>
  typed.replace(CARD_IN_GROUPS, (_, ...groups: string[]) =>
    groups
      .slice(0, 5)
      .join('')
      .replace(/[\s.-]+/g, ''),
  );
