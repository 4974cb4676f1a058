import type { PartialDate } from '../datatypes/partial-date.js';
import { digitsAsDate, shortYear, typedMonth } from './box-dates.rules.js';
import { meaningsOfBirthday, meaningsOfNumber, type NumberMeaning } from './box-numbers.rules.js';
import { partsOf, type BoxParts } from './box-parts.rules.js';
import { searchTerms } from './name.rules.js';
import { asNobodyKnown, otherSpelling, withoutKeystrokes } from './spelling.rules.js';

/** Why somebody was found. */
export type FoundBy =
  | NumberMeaning['kind']
  | 'birth-month'
  | 'name'
  | 'spelling'
  | 'keystrokes'
  | 'initials'
  | 'fewer-words'
  | 'approximate';

/**
 * One way in which what was typed may be meant, for the database (prisma/guards/87-search-box.sql); all of it must hold.
 * A term that ends with a blank is a whole word, one that begins with `=` the initials, with `^` the given name.
 */
export interface BoxWay {
  readonly by: readonly FoundBy[];
  readonly terms?: readonly string[];
  /** For each number, what it may be. */
  readonly among?: readonly (readonly NumberMeaning[])[];
  /** Days, both included, as YYYY-MM-DD. */
  readonly born?: readonly [string, string];
  /** In which month of any year, 1 to 12. */
  readonly month?: number;
  /** Whether birth dates known in part are found by days that they may be. */
  readonly possibly?: boolean;
  /** Walked only when no surer way finds anybody: `unknown` whatever was typed, `known` when all of it begins words of names. */
  readonly unless?: 'known' | 'unknown';
}

/** What was typed, in the ways it may be meant, best first; `mistyped` when its words may be slips. */
export interface BoxQuestion {
  readonly ways: readonly BoxWay[];
  readonly mistyped: BoxWay | undefined;
  /** The numbers and the birth date that were read in it. */
  readonly parts: BoxParts;
}

/** What people are called by before their name, folded; each may be a name, too. */
const TITLES = new Set(['bn', 'ong', 'ba', 'anh', 'chi', 'em', 'co', 'chu', 'bac', 'cu', 'be', 'chau']);
/** Of more words than these, nobody leaves one out or apart. */
const MOST_MIDDLE = 5;
/** Most combinations of other spellings that are looked for. */
const MOST_SPELLINGS = 7;
const YEAR_LABELS = new Set(['sinh', 'nam']);
/** What is said between a name and a month. */
const MONTH_LABELS = new Set(['sinh', 'vao', 'sn']);
/** Of a person, as many words as names have. */
const INITIALS = /^[a-z]{2,12}$/;
/** Of some of the words: letters without a vowel. */
const LETTERS = /^[bcdghklmnpqrstvx]{2,11}$/;

/**
 * Reads what was typed into one box: names in any order, whole or begun; initials; birth dates; numbers, whole or their end.
 * @param facilityCode of whose MRNs the running number may be typed alone
 * @param today the hospital's date, YYYY-MM-DD
 * @returns no ways when there is nothing to look for
 */
export function questionOf(typed: string, facilityCode: string, today: string): BoxQuestion {
  const text = typed.normalize('NFKC').trim();
  const parts = partsOf(text, today);
  const { words, numbers, born, year, birthday } = parts;
  const terms = searchTerms(words.join(' ')).filter(
    (term, _, all) => !all.some((more) => more !== term && more.startsWith(term)),
  );
  const meant = (each: readonly string[]) => [
    ...each.map((number) => meaningsOfNumber(number, facilityCode)),
    ...(birthday ? [meaningsOfBirthday(birthday)] : []),
  ];
  const names = { terms, initials: initialsIn(words) };
  const ways = (each: readonly string[], on?: PartialDate) => combined(names, meant(each), on);
  const dated = born ? surestFirst(ways(numbers, born), born) : [];
  const undated = born && year === undefined ? [] : ways(year === undefined ? numbers : [...numbers, year]);
  const [alone] = numbers;
  // Eight digits alone may be a day, two a year.
  const isAlone = !born && !birthday && numbers.length === 1 && alone !== undefined;
  const asDate = isAlone
    ? (digitsAsDate(alone, today) ?? (terms.length === 0 ? shortYear(alone, today) : undefined))
    : undefined;
  return {
    // A year alone is first of all the end of a number: fewer have that.
    ways: [
      ...asOneNumber(text, parts),
      ...asOneOfTwins(words, numbers),
      ...(terms.length > 0 ? [...dated, ...undated] : [...undated, ...dated]),
      ...(asDate ? surestFirst(ways([], asDate), asDate) : []),
      ...(born ? [] : ofMonth(text, facilityCode, today)),
      ...[...(born ? unlabelled(words) : []), ...otherReadings(words)].map((way) => ({
        ...way,
        ...condition(meant(numbers), born),
        possibly: true,
      })),
      ...ofShortYear(terms, numbers, born, today),
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

/** `con bà … 2`: what the second of twins is called until there is a name, with its number as a word of it. */
function asOneOfTwins(words: readonly string[], [number, ...more]: readonly string[]): BoxWay[] {
  const isOfTwins = words[0] === 'con' && words[1] === 'ba' && words.length > 2 && /^[1-9]$/.test(number ?? '');
  return isOfTwins && more.length === 0 ? [{ by: ['name'], terms: [...new Set(words), `${number} `] }] : [];
}

/** Who else may be meant when nobody was found: parts of one word typed apart, initials before a name, a middle name that is not on record. */
function otherReadings(words: readonly string[]): BoxWay[] {
  const middle = words.slice(1, -1);
  const short = middle.flatMap((_, place) => [without(words, place + 1)]);
  const shortest = middle.length > 1 ? [[words[0]!, words.at(-1)!]] : [];
  const untitled = words.length > 1 && TITLES.has(words[0]!) ? words.slice(1) : [];
  return [
    ...(untitled.length > 0 ? [...byGivenName(untitled), untitled] : []).map((terms): BoxWay => ({
      by: ['fewer-words'],
      terms,
      unless: 'unknown',
    })),
    ...apartAsOne(words)
      .flatMap((terms) => [...byGivenName(terms).slice(0, 1), terms])
      .map((terms): BoxWay => ({ by: ['spelling'], terms, unless: 'unknown' })),
    ...lettersOfInitials(words).map((terms): BoxWay => ({ by: ['initials'], terms, unless: 'unknown' })),
    ...(middle.length < MOST_MIDDLE ? [...short, ...shortest] : []).map((terms): BoxWay => ({
      by: ['fewer-words'],
      terms: [...new Set(terms)].map((word) => `${word} `),
      unless: 'known',
    })),
  ];
}

/** `quynh tháng 11`: of a name, born in that month; Thắng is a name, too, and what has it with the number comes before. */
function ofMonth(text: string, facilityCode: string, today: string): BoxWay[] {
  const said = typedMonth(text, today);
  if (!said) return [];
  const { words, numbers } = partsOf(said.rest, today);
  const terms = searchTerms(words.filter((word) => !MONTH_LABELS.has(word)).join(' '));
  const among = numbers.map((number) => meaningsOfNumber(number, facilityCode));
  if (terms.length === 0) return [];
  return [...byGivenName(terms), terms].map((some) => ({
    by: ['birth-month', 'name'],
    terms: some,
    month: said.month,
    ...condition(among),
  }));
}

/** `92` behind a name is a birth year before it is anything else that nobody has. */
function ofShortYear(
  terms: readonly string[],
  numbers: readonly string[],
  born: PartialDate | undefined,
  today: string,
) {
  const year = born || numbers.length !== 1 || terms.length === 0 ? undefined : shortYear(numbers[0]!, today);
  return year ? [{ by: ['name' as const], terms, ...condition([], year), unless: 'unknown' as const }] : [];
}

/** `quynh sinh 1987`, `quynh năm 1987`: what stands before a year and may be a given name, too. */
const unlabelled = (words: readonly string[]): BoxWay[] =>
  words.length > 1 && YEAR_LABELS.has(words.at(-1)!)
    ? [{ by: ['fewer-words'], terms: words.slice(0, -1), unless: 'unknown' }]
    : [];

const without = (words: readonly string[], place: number): string[] => words.toSpliced(place, 1);

/** Two words that stand side by side as one (`K Brốt` for K'Brốt, `Ngu yen`): each k and h that stands alone, or each pair. */
function apartAsOne(words: readonly string[]): string[][] {
  if (words.length > MOST_MIDDLE) return [];
  const prefixed = words
    .join(' ')
    .replace(/(?<=^| )([kh]) (?=\S)/g, '$1')
    .split(' ');
  const pairs = words.slice(1).map((word, place) => words.toSpliced(place, 2, `${words[place]!}${word}`));
  return prefixed.length < words.length - 1 ? [prefixed, ...pairs] : pairs;
}

/** `NT Anh`: letters without a vowel are initials, too. */
function lettersOfInitials(words: readonly string[]): string[][] {
  const parted = words.flatMap((word) => (LETTERS.test(word) ? [...word] : [word]));
  return words.length > 1 && parted.length > words.length ? [[...new Set(parted)]] : [];
}

/** The words that were typed, as a search for names takes them, and the letters that may be initials. */
interface TypedNames {
  readonly terms: readonly string[];
  readonly initials: string | undefined;
}

/** What may be the initials of a whole name: one word, or letters that were typed apart (`N T A`). */
function initialsIn(words: readonly string[]): string | undefined {
  const isApart = words.every(({ length }) => length === 1);
  const letters = isApart || words.length === 1 ? words.join('') : '';
  return INITIALS.test(letters) ? letters : undefined;
}

function combined(names: TypedNames, numbers: readonly NumberMeaning[][], born?: PartialDate): BoxWay[] {
  const named = names.terms.length > 0 ? namedWays(names, numbers.length > 0) : [{ by: [], terms: [] }];
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
function namedWays(
  { terms, initials }: TypedNames,
  withNumbers: boolean,
): { by: FoundBy[]; terms: readonly string[] }[] {
  const meant = terms.map((term) => withoutKeystrokes(term) ?? term);
  const differs = meant.some((term, place) => term !== terms[place]);
  const byInitials = initials ? [{ by: ['initials' as const], terms: [`=${initials}`] }] : [];
  // Of letters typed apart, as they stand, before whoever has such words in any order.
  const isApart = terms.every(({ length }) => length === 1);
  const unknown = asNobodyKnown(terms);
  return [
    ...(isApart ? byInitials : []),
    ...(withNumbers ? [] : byGivenName(terms).map((some) => ({ by: ['name' as const], terms: some }))),
    { by: ['name'], terms },
    ...(unknown ? [{ by: ['spelling' as const], terms: unknown }] : []),
    ...(withNumbers ? [] : spellingsOf(terms).map((some) => ({ by: ['spelling' as const], terms: some }))),
    ...(differs ? [...byGivenName(meant), meant].map((some) => ({ by: ['keystrokes' as const], terms: some })) : []),
    ...(isApart ? [] : byInitials),
  ];
}

/** People are called by their given name, which is written last and often typed first. */
const byGivenName = (terms: readonly string[]): string[][] =>
  [...new Set([terms.at(-1)!, terms[0]!])].map((given) => [`^${given}`, ...terms.filter((term) => term !== given)]);

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
