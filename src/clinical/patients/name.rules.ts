/**
 * Names as Vietnamese hospitals write them (family, middle, given) and as people search them: any part, mostly
 * the given name, mostly without accents. Names of other scripts are folded too and never vanish.
 */
import { withoutUnseen } from '../../kernel/unseen-characters.js';
import { foldText as foldName } from '../datatypes/folded-text.js';
import { hasKeystrokes } from './spelling.rules.js';

export { foldText as foldName } from '../datatypes/folded-text.js';

/** Most words that one search takes, all of which are used; a Vietnamese name rarely has more than five. */
export const MOST_TERMS = 16;

/**
 * The name as it is stored and shown: Unicode NFC, trimmed, single spaces. Control characters and lone surrogates, which a
 * database or a screen cannot show, count as spaces; what nobody sees is dropped.
 */
export function normaliseName(text: string): string {
  return withoutUnseen(text)
    .replace(/[\p{Cc}\p{Cs}\s]+/gu, ' ')
    .trim()
    .normalize('NFC');
}

/**
 * The words of a search box as prefix terms: folded, each once. A term holds letters and digits only
 * ([a-z0-9] for every Latin name), so it carries no operator, quote or wildcard of any query language.
 */
export function searchTerms(text: string): string[] {
  const words = foldName(text)
    .split(' ')
    .filter((word) => word !== '');
  return [...new Set(words)];
}

export type NameWarning = 'name-keystrokes' | 'name-lower-case';

/** What in a name looks like a slip, to be looked at again; the keys of accents are looked for in names of Vietnamese only. */
export function nameWarnings(fullName: string, nationality: string | null | undefined): NameWarning[] {
  const isLower = /\p{Ll}/u.test(fullName) && !/[\p{Lu}\p{Lt}]/u.test(fullName);
  const isForeign = nationality !== null && nationality !== undefined && nationality !== 'VN';
  return [
    ...(!isForeign && hasKeystrokes(fullName) ? (['name-keystrokes'] as const) : []),
    ...(isLower ? (['name-lower-case'] as const) : []),
  ];
}

/** The key Vietnamese lists are sorted by: given name, then family and middle names ("Nguyễn Thị Ánh" → "anh nguyen thi"). */
export function givenNameFirst(text: string): string {
  const words = foldName(text).split(' ');
  const given = words.pop() ?? '';
  return [given, ...words].join(' ');
}
