import { SAYING_NOTHING, SHORT_FORMS, TELLING, URGENCY } from './stated-reason.words.js';

/** A word of at least two letters; numbers and signs say nothing of why. */
const WORD = /\p{L}{2,}/gu;
/** Characters that are not seen divide no word. */
const UNSEEN = /\p{Cf}/gu;
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
 * Whether a reason says something: two different words ("Co giật") or one of three letters ("Sốc"), of three letters that differ, not
 * counting what says nothing in any language: that it is urgent ("cấp cứu", "gấp"), what no language could say, a part typed over and
 * over, a run along the keyboard, and words such as "test" or "cần xem hồ sơ". One word said twice is not two. Marks may be missing, and
 * stand as one letter or as two. Whether it is true is for who reviews it.
 */
export function saysSomething(reason: string): boolean {
  const text = reason.normalize('NFKC').replace(UNSEEN, '').toLowerCase();
  const said = text.match(WORD) ?? [];
  if (TELLING.test(text) || said.some((word) => word.length >= LONG_WORD && SHORT_FORMS.has(word))) return true;
  const words = new Set(said.filter(isWord));
  if (said.length > 1 && new Set(said).size === 1) return false;
  const letters = new Set([...words].join(''));
  return (
    letters.size >= LEAST_LETTERS && (words.size >= LEAST_WORDS || [...words].some((word) => word.length >= LONG_WORD))
  );
}

function isWord(word: string): boolean {
  if (SHORT_FORMS.has(word)) return true;
  const plain = word.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd');
  return !isFiller(word, plain) && canBeSaid(plain) && !isRepeated(plain) && !isMadeOfRuns(plain);
}

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
