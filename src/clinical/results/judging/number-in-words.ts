import { isUnit } from '../../datatypes/unit-conversion.js';
import { narrow } from '../../datatypes/written-number.js';
import { NEGATIVE, POSITIVE } from './culture.words.js';
import { ABOVE, ANOTHER_TIME, BELOW, BEYOND_MEASURING, FAR, NORMAL, NOT_MEASURED, URGENT } from './marks.words.js';

/** A number that stood in a result's words. */
export interface NumberInWords {
  readonly value: number;
  readonly comparator?: string;
  readonly unit?: string;
  /** Whether it is marked as one that somebody has to be told at once. */
  readonly isUrgent?: true;
}

const anyCase = (word: string): string =>
  [...word]
    .map((letter) => (letter === ' ' ? String.raw`\s+` : cased(letter.toLowerCase(), letter.toUpperCase())))
    .join('');
const cased = (lower: string, upper: string): string => (lower === upper ? lower : `[${lower}${upper}]`);
/** The longest first: `rất cao` is no `cao`. */
const oneOf = (words: readonly string[]): string =>
  words
    .toSorted((one, other) => other.length - one.length)
    .map(anyCase)
    .join('|');

/**
 * What laboratories put beside a value that is high or low: no unit, though henry, litre, newton and ampere are written so: what is measured in them
 * has no limits. An asterisk is none of them: some analysers print it beside what they do not trust.
 */
const SIGNS = '[↑↓⇑⇓⇧⇩▲▼↗↘]';
const marksOf = (letters: string, words: readonly string[]): string =>
  String.raw`(?:${letters}|${oneOf(words)})(?![\p{L}\d])`;
const LETTERS = marksOf('HH|LL|AA|[HLNA]', [...FAR, ...NORMAL, ...URGENT]);
const OPEN = String.raw`[\s,;:|([{–-]`;
const CLOSE = String.raw`[)\]}.]*`;
/** Marks behind a number or its unit. A letter right behind a unit is the unit's. */
const BEHIND = `((?:(?:${OPEN}*${SIGNS}|${OPEN}+${LETTERS})${CLOSE})*)`;
const BEFORE = String.raw`((?:[([{]?(?:${SIGNS}|${LETTERS})[)\]}]?[\s:=,;]*)*)`;
const SIGN = `(<=|>=|=<|=>|≤|≥|<|>|=|(?:${oneOf([...ABOVE, ...BELOW])}))?`;
const DIGITS = String.raw`([-+]?\d+(?:[.,]\d+)?)`;
const UNIT = String.raw`(?:[\p{L}%‰°µ/[{]|[×x]\s?10(?![.,]))[^\s,;]*?(?:\s?\/\s?[^\s,;]+?)?`;
const BARE = new RegExp(String.raw`^\s*${BEFORE}${SIGN}\s*${DIGITS}(${LETTERS})?${BEHIND}[\s.]*$`, 'u');
const WITH_UNIT = new RegExp(String.raw`^\s*${BEFORE}${SIGN}\s*${DIGITS}\s*\(?(${UNIT})\)?${BEHIND}[\s.]*$`, 'u');
const IS_URGENT = new RegExp(marksOf('HH|LL|AA', URGENT), 'u');
/** The normal range that analysers print behind a value, in brackets: not what it was another time. */
const RANGE_BEHIND = new RegExp(
  String.raw`(?<=\d.*)[([](?!\s*(?:${oneOf(ANOTHER_TIME)}))[^\d()[\]]*\d+(?:[.,]\d+)?\s*[-–—~]\s*\d+(?:[.,]\d+)?[^\d()[\]]*[)\]]`,
  'u',
);
const MAY_BE_THOUSAND = /^[-+]?[1-9]\d{0,2}[.,]\d{3}$/;
/** No number with its marks is longer; a text with thousands of blanks would be looked through for each of them. */
const LONGEST = 100;

/**
 * Reads a result that is one number and perhaps a sign, a unit and marks of how it lies ("7,1 mmol/L", "< 0.5", "7.9 cao", "H 7.9 (3.5-5.1)"), with a
 * comma or a point; undefined for all other words. Two numbers, as of a range or of a value that was measured twice (`3.1–7.5`, `4.1~7.9`), are not
 * one. `1,234` and `1.234` may be a thousand in one country and one in the other: they are not read.
 */
export function numberIn(text: string): NumberInWords | undefined {
  if (text.trim().length > LONGEST) return undefined;
  const plain = plainOf(text.trim());
  const [, before = '', sign, number, unit = '', behind = ''] = bare(plain) ?? WITH_UNIT.exec(plain) ?? [];
  if (number === undefined || MAY_BE_THOUSAND.test(number) || (unit !== '' && !isUnit(unit))) return undefined;
  const comparator = comparatorOf(sign);
  return {
    value: Number(number.replace(',', '.')),
    ...(comparator && { comparator }),
    ...(unit !== '' && { unit }),
    ...(IS_URGENT.test(`${before} ${behind}`) && { isUrgent: true }),
  };
}

const plainOf = (text: string): string => narrow(text).normalize('NFC').replace(RANGE_BEHIND, ' ');

/** A mark right behind the number stands where its unit would. */
function bare(plain: string): (string | undefined)[] | undefined {
  const [whole, before, sign, number, mark, behind] = BARE.exec(plain) ?? [];
  return whole === undefined ? undefined : [whole, before, sign, number, '', `${mark ?? ''} ${behind}`];
}

const COMPARATORS: Readonly<Record<string, string>> = { '≤': '<=', '≥': '>=', '=<': '<=', '=>': '>=' };
const IN_WORDS: ReadonlyMap<string, string> = new Map([
  ...ABOVE.map((word) => [word, '>'] as const),
  ...BELOW.map((word) => [word, '<'] as const),
]);
function comparatorOf(sign: string | undefined): string | undefined {
  if (sign === undefined || sign === '=') return undefined;
  return IN_WORDS.get(sign.toLowerCase().replace(/\s+/g, ' ')) ?? COMPARATORS[sign] ?? sign;
}

const ANYWHERE = new RegExp(
  String.raw`(<=|>=|≤|≥|<|>|(?<!\p{L})(?:${oneOf([...ABOVE, ...BELOW])}))?\s?(\d+(?:[.,]\d+)*)`,
  'gu',
);
const UNIT_BEHIND = new RegExp(String.raw`^\s*\(?(?!(?<=\s\(?)${LETTERS})(${UNIT})(?=[\s,;).]|$)`, 'u');
/** What a person reads at a glance; a narrative says its numbers of other things. */
const MOST_NUMBERS = 20;
const LONGEST_UNIT = 40;

/** Every number that may be meant in the words of a result, each in each way in which it can be read; hours, days and how often are none. */
export function numbersAmong(text: string): NumberInWords[] {
  const plain = NOT_MEASURED.reduce((left, one) => left.replace(one, ' '), plainOf(text.slice(0, 1000)));
  return [...plain.matchAll(ANYWHERE)].slice(0, MOST_NUMBERS).flatMap(({ 0: whole, 1: sign, 2: digits, index }) => {
    const rest = plain.slice(index + whole.length, index + whole.length + LONGEST_UNIT);
    const unit = UNIT_BEHIND.exec(rest)?.[1];
    const comparator = comparatorOf(sign);
    return readings(digits!).map((value) => ({
      value,
      ...(comparator && { comparator }),
      ...(unit !== undefined && isUnit(unit) && { unit }),
    }));
  });
}

/** `1.234` may be one or a thousand; `1,234,567` is read in no other way. */
function readings(digits: string): number[] {
  if (/^[1-9]\d{0,2}(?:[.,]\d{3})+$/.test(digits)) {
    const grouped = Number(digits.replace(/[.,]/g, ''));
    return MAY_BE_THOUSAND.test(digits) ? [Number(digits.replace(',', '.')), grouped] : [grouped];
  }
  return digits.split(/[.,]/).length > 2 ? [] : [Number(digits.replace(',', '.'))];
}

const BEYOND = new RegExp(
  String.raw`^[\s([]*(?:${SIGNS}|[<>+*]|${marksOf('HH|LL|AA|[HLA]', [...FAR, ...URGENT])})[\s)\]<>+.*!↑↓]*$`,
  'u',
);
const FAR_AMONG = new RegExp(
  String.raw`(?<!\p{L})(?:${oneOf([...FAR, ...URGENT, ...BEYOND_MEASURING])})(?!\p{L})|^\s*[<>]`,
  'u',
);
/** Whether words have no number and say that it lies beyond: `HI` of a meter, `rất cao`, `>>>`, `không đo được vì quá cao`. */
export function saysBeyond(text: string): boolean {
  if (text.length > LONGEST) return false;
  const plain = narrow(text).normalize('NFC');
  return BEYOND.test(plain) || (!/\d/.test(plain) && FAR_AMONG.test(plain));
}

/** Whether the words of a culture say that something grew; undefined when they say both or neither. */
export function isPositive(words: string): boolean | undefined {
  const text = words.normalize('NFC');
  // "Không mọc" has "mọc" in it.
  if (NEGATIVE.some((word) => word.test(text))) {
    const rest = NEGATIVE.reduce((left, word) => left.replace(word, ' '), text);
    return POSITIVE.some((word) => word.test(rest)) ? undefined : false;
  }
  return POSITIVE.some((word) => word.test(text)) ? true : undefined;
}
