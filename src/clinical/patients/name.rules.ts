/**
 * Names as Vietnamese hospitals write them (family, middle, given) and as people search them: any part, mostly
 * the given name, mostly without accents. Names of other scripts are folded too and never vanish.
 */
import { foldText as foldName } from '../datatypes/folded-text.js';

export { foldText as foldName } from '../datatypes/folded-text.js';

/** Marks that turn the direction of a line, so that a name reads as another. */
const TURNS_THE_LINE = /\p{Bidi_Control}/gu;

/**
 * Whether a name holds characters that format (Unicode Cf) and cannot be seen, other than those {@link normaliseName}
 * drops because word processors leave them behind. No Vietnamese name needs one.
 */
export const formatsInvisibly = (text: string): boolean => /[^\P{Cf}\u00AD\u200B\u2060\uFEFF]/u.test(text);

/** How many words of a search box are used; a Vietnamese name rarely has more than five. */
const MAX_SEARCH_TERMS = 8;

/**
 * The name as it is stored and shown: Unicode NFC, trimmed, single spaces. Control characters, lone surrogates and
 * invisible spacing characters, which a database or a screen cannot show, count as spaces or are dropped.
 */
export function normaliseName(text: string): string {
  return text
    .replace(/[\u00AD\u200B\u2060\uFEFF]/gu, '')
    .replace(TURNS_THE_LINE, '')
    .replace(/[\p{Cc}\p{Cs}\s]+/gu, ' ')
    .trim()
    .normalize('NFC');
}

/**
 * The words of a search box as prefix terms: folded, each once, at most 8. A term holds letters and digits only
 * ([a-z0-9] for every Latin name), so it carries no operator, quote or wildcard of any query language.
 */
export function searchTerms(text: string): string[] {
  const words = foldName(text)
    .split(' ')
    .filter((word) => word !== '');
  return [...new Set(words)].slice(0, MAX_SEARCH_TERMS);
}

/** The key Vietnamese lists are sorted by: given name, then family and middle names ("Nguyễn Thị Ánh" → "anh nguyen thi"). */
export function givenNameFirst(text: string): string {
  const words = foldName(text).split(' ');
  const given = words.pop() ?? '';
  return [given, ...words].join(' ');
}
