import { DENIAL, DULL_TOGETHER, SAYING_NOTHING, SHORT_FORMS, TELLING, URGENCY } from './stated-reason.words.js';

/** A word of at least two letters; numbers and signs say nothing of why. */
const WORD = /\p{L}{2,}/gu;
/** Characters that are not seen divide no word. */
const UNSEEN = /\p{Cf}/gu;
/** A letter or a short form beside its number: "K 6,2", "INR 4", "38,9°" has none. */
const VALUE = /(?<!\p{L})\p{L}{1,5}[₂+]?\s?\d/u;
const [LEAST_WORDS, LONG_WORD, LEAST_LETTERS] = [2, 3, 3];

/** Along the rows and down the columns of a keyboard, and the alphabet. */
const ROWS = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm', 'qaz', 'wsx', 'edc', 'rfv', 'tgb', 'yhn', 'ujm'];
const ALPHABET = 'abcdefghijklmnopqrstuvwxyz';
/** Shorter ones are words as well: "trẻ" runs backwards along a row, "ghi" along the alphabet. */
const [SHORTEST_RUN, SHORTEST_OTHER_RUN] = [3, 4];

/**
 * What a word of Vietnamese, English or their medicine can begin with before its first vowel, and how many consonants in a row it can have
 * after it, two letters of one sound counted once: "shock" and "asthma" are words, "sdfa" and "adgjl" are not.
 */
const BEGINNING =
  /^(?:[bcdfghjklmnpqrstvwxz]|bl|br|chl?|chr|cl|cr|dr|fl|fr|gh|gl|gn|gr|kh|kn|kr|ngh?|nh|phl?|phr|pl|pn|pr|ps|pt|rh|scr?|sch|scl|shr?|sk|sl|sm|sn|spl?|sph|spr|sq|str?|sw|thr?|tr|ts|tw|wh|wr)?[aeiouy]/;
const ONE_SOUND = /ch|ck|gh|ng|nh|ph|rh|sh|th|([bcdfgklmnprstz])\1/g;
const TOO_MANY_CONSONANTS = /[^aeiouy]{4}/;

/**
 * Whether a reason says something: two different words ("Co giật") or one of three letters ("Sốc"), of three letters that differ, or a
 * short form of medicine ("NMCT"). What says nothing in any language does not count: that it is urgent ("cấp cứu", "gấp"), what nobody
 * could pronounce, a part typed over and over, a run along the keyboard, and words such as "test" or "cần xem hồ sơ". One word said twice
 * is not two. That somebody is no patient here does say it, although none of its words does. Marks may be missing, and stand as one letter or
 * as two. Whether it is true is for who reviews it.
 */
export function saysSomething(reason: string): boolean {
  const text = reason.normalize('NFKC').replace(UNSEEN, '').toLowerCase();
  const said = text.match(WORD) ?? [];
  if (TELLING.test(text) || DENIAL.test(plainOf(text).replace(/\s+/gu, ' '))) return true;
  if (said.length > 1 && new Set(said).size === 1) return false;
  if (said.some((word) => word.length >= LONG_WORD && SHORT_FORMS.has(word))) return true;
  if (isAlphabet(said)) return false;
  const words = new Set(withoutDull(said).filter(isWord));
  const letters = new Set([...words].join(''));
  return (
    letters.size >= LEAST_LETTERS && (words.size >= LEAST_WORDS || [...words].some((word) => word.length >= LONG_WORD))
  );
}

/**
 * Whether a reason names something: any word that can be said ("Ho", "Khác"), a short form of medicine, or a value with what it is of
 * ("K 6,2"). Signs, one letter, a key pressed over and over and runs along the keyboard do not.
 */
export function namesSomething(reason: string): boolean {
  if (saysSomething(reason)) return true;
  const text = reason.normalize('NFKC').replace(UNSEEN, '').toLowerCase();
  return VALUE.test(text) || (text.match(WORD) ?? []).some((word) => SHORT_FORMS.has(word) || isSayable(word));
}

/** "abc def": along the alphabet, cut into words. */
function isAlphabet(said: readonly string[]): boolean {
  const letters = said.join('');
  return letters.length >= SHORTEST_OTHER_RUN && ALPHABET.includes(letters);
}

/** The words that are left without those that say nothing together. */
function withoutDull(said: readonly string[]): string[] {
  const left = said
    .map(plainOf)
    .join(' ')
    .replace(DULL_TOGETHER, (dull) => dull.replace(/\S+/gu, '-'))
    .split(' ');
  return said.filter((_, at) => left[at] !== '-');
}

const isSayable = (word: string): boolean => {
  const plain = plainOf(word);
  return new Set(word).size > 1 && canBeSaid(plain) && !isRepeated(plain) && !isMadeOfRuns(plain);
};

function isWord(word: string): boolean {
  if (SHORT_FORMS.has(word)) return true;
  const plain = plainOf(word);
  return !isFiller(word, plain) && canBeSaid(plain) && !isRepeated(plain) && !isMadeOfRuns(plain);
}

const plainOf = (word: string): string => word.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd');

/** Said of any patient; a key held down ("gấppp") makes it no other word. */
function isFiller(word: string, plain: string): boolean {
  const [once, plainOnce] = [word, plain].map((each) => each.replace(/(.)\1{2,}/gu, '$1')) as [string, string];
  return [word, once].some((each) => SAYING_NOTHING.has(each)) || [plain, plainOnce].some((each) => URGENCY.test(each));
}

const canBeSaid = (plain: string): boolean =>
  BEGINNING.test(plain) && !TOO_MANY_CONSONANTS.test(plain.replace(ONE_SOUND, 'x'));

/** "xxxx", "haha", "asdasd", and what a key held down leaves. */
const isRepeated = (word: string): boolean => /^(.{1,6})\1+$/.test(word) || /(.)\1{3}/.test(word);

/** Whether it can be cut into runs, such as "qwerty", "asdfjkl" and "qweasd". */
function isMadeOfRuns(word: string): boolean {
  const endsAt = [true];
  for (let end = 1; end <= word.length; end++) {
    // No run is longer than the alphabet.
    const first = Math.max(0, end - ALPHABET.length);
    const ends = endsAt.slice(first, end);
    endsAt[end] = ends.some((isEnd, place) => isEnd && isRun(word.slice(first + place, end)));
  }
  return endsAt[word.length]!;
}

function isRun(part: string): boolean {
  if (part.length < SHORTEST_RUN) return false;
  if (ROWS.some((row) => row.includes(part))) return true;
  if (part.length < SHORTEST_OTHER_RUN) return false;
  const backwards = [...part].reverse().join('');
  return ROWS.some((row) => row.includes(backwards)) || ALPHABET.includes(part) || ALPHABET.includes(backwards);
}
