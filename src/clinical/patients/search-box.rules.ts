import type { PartialDate } from '../datatypes/partial-date.js';
import { digitsAsDate } from './box-dates.rules.js';
import { meaningsOfNumber, type NumberMeaning } from './box-numbers.rules.js';
import { partsOf, type BoxParts } from './box-parts.rules.js';
import { searchTerms } from './name.rules.js';
import { asNobodyKnown, otherSpelling, withoutKeystrokes } from './spelling.rules.js';

/** Why somebody was found. */
export type FoundBy = NumberMeaning['kind'] | 'name' | 'spelling' | 'keystrokes' | 'initials' | 'approximate';

/**
 * One way in which what was typed may be meant, for the database (prisma/guards/87-search-box.sql); all of it must hold.
 * A term that ends with a blank is a whole word, one that begins with `=` the initials.
 */
export interface BoxWay {
  readonly by: readonly FoundBy[];
  readonly terms?: readonly string[];
  /** For each number, what it may be. */
  readonly among?: readonly (readonly NumberMeaning[])[];
  /** Days, both included, as YYYY-MM-DD. */
  readonly born?: readonly [string, string];
  /** Whether birth dates known in part are found by days that they may be. */
  readonly possibly?: boolean;
}

/** What was typed, in the ways it may be meant, best first; `mistyped` when its words may be slips. */
export interface BoxQuestion {
  readonly ways: readonly BoxWay[];
  readonly mistyped: BoxWay | undefined;
  /** The numbers and the birth date that were read in it. */
  readonly parts: BoxParts;
}

/** Most combinations of other spellings that are looked for. */
const MOST_SPELLINGS = 7;
const INITIALS = /^[a-z]{2,6}$/;

/**
 * Reads what was typed into one box: names in any order, whole or begun; initials; birth dates; numbers, whole or their end.
 * @param facilityCode of whose MRNs the running number may be typed alone
 * @param today the hospital's date, YYYY-MM-DD
 * @returns no ways when there is nothing to look for
 */
export function questionOf(typed: string, facilityCode: string, today: string): BoxQuestion {
  const text = typed.normalize('NFKC').trim();
  const parts = partsOf(text, today);
  const { words, numbers, born, year } = parts;
  const terms = searchTerms(words.join(' ')).filter(
    (term, _, all) => !all.some((more) => more !== term && more.startsWith(term)),
  );
  const meant = (each: readonly string[]) => each.map((number) => meaningsOfNumber(number, facilityCode));
  const ways = (each: readonly string[], on?: PartialDate) => combined(terms, meant(each), on);
  const dated = born ? surestFirst(ways(numbers, born), born) : [];
  const undated = born && year === undefined ? [] : ways(year === undefined ? numbers : [...numbers, year]);
  const [alone] = numbers;
  const asDate = born || numbers.length !== 1 || !alone ? undefined : digitsAsDate(alone, today);
  return {
    // A year alone is first of all the end of a number: fewer have that.
    ways: [
      ...asOneNumber(text, parts),
      ...(terms.length > 0 ? [...dated, ...undated] : [...undated, ...dated]),
      ...(asDate ? surestFirst(ways([], asDate), asDate) : []),
    ],
    mistyped:
      terms.length > 0 ? { ...condition(meant(numbers), born), by: ['approximate'], terms, possibly: true } : undefined,
    parts,
  };
}

/** Those who were born then, before those of whom too little is known to tell; a year leaves nothing open. */
const surestFirst = (ways: readonly BoxWay[], { precision }: PartialDate): BoxWay[] =>
  precision === 'year' ? [...ways] : [...ways, ...ways.map((way) => ({ ...way, possibly: true }))];

/** Everything typed as one number in groups, or with letters: `GD 4 79 0012345678`, `B 1234567`. */
function asOneNumber(text: string, { words, numbers }: BoxParts): BoxWay[] {
  if (!/\d/.test(text) || words.length + numbers.length < 2) return [];
  const [{ values } = { values: [] }] = meaningsOfNumber(text.replace(/\s+/g, ''), '00000');
  return [{ by: ['identifier'], among: [[{ kind: 'identifier', values: [...new Set([text, ...values])] }]] }];
}

function combined(terms: readonly string[], numbers: readonly NumberMeaning[][], born?: PartialDate): BoxWay[] {
  const named = terms.length > 0 ? namedWays(terms, numbers.length > 0) : [{ by: [], terms: [] }];
  if (numbers.length === 0) {
    return named
      .filter(({ terms: some }) => born || some.length > 0)
      .map((way) => ({ ...way, ...condition([], born) }));
  }
  const [only = []] = numbers;
  const numbered = numbers.length > 1 ? [numbers] : only.map((meaning) => [[meaning]]);
  return numbered.flatMap((among) =>
    named.map(({ by, terms: some }) => ({
      by: [...among.map((each) => each[0]!.kind), ...by],
      terms: some,
      ...condition(among, born),
    })),
  );
}

const condition = (
  among: readonly (readonly NumberMeaning[])[],
  born?: PartialDate,
): Pick<BoxWay, 'among' | 'born'> => ({
  ...(among.length > 0 && { among }),
  ...(born && { born: [born.first, born.last] }),
});

/** The words as they are, as they are also spelled, without left-overs of the keyboard, and as initials. */
function namedWays(terms: readonly string[], withNumbers: boolean): { by: FoundBy[]; terms: readonly string[] }[] {
  const meant = terms.map((term) => withoutKeystrokes(term) ?? term);
  const differs = meant.some((term, place) => term !== terms[place]);
  const [first = ''] = terms;
  const unknown = asNobodyKnown(terms);
  return [
    { by: ['name'], terms },
    ...(unknown ? [{ by: ['spelling' as const], terms: unknown }] : []),
    ...(withNumbers ? [] : spellingsOf(terms).map((some) => ({ by: ['spelling' as const], terms: some }))),
    ...(differs ? [{ by: ['keystrokes' as const], terms: meant }] : []),
    ...(terms.length === 1 && INITIALS.test(first) ? [{ by: ['initials' as const], terms: [`=${first}`] }] : []),
  ];
}

/** The terms with i for y, or y for i, as whole words, in every mixture but the one typed. */
function spellingsOf(terms: readonly string[]): string[][] {
  let mixtures: string[][] = [[]];
  for (const term of terms) {
    const other = otherSpelling(term);
    const each = other === undefined ? [term] : [term, `${other} `];
    mixtures = mixtures.flatMap((mixture) => each.map((one) => [...mixture, one])).slice(0, MOST_SPELLINGS + 1);
  }
  return mixtures.slice(1);
}
