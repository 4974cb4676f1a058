import { SAYING_NOTHING, SHORT_FORMS } from './stated-reason.words.js';

/** A word of at least two letters; numbers and signs say nothing of why. */
const WORD = /\p{L}{2,}/gu;
const [LEAST_WORDS, LONG_WORD, LEAST_LETTERS] = [2, 3, 3];

/** Along the rows and down the columns of a keyboard, and the alphabet. */
const ROWS = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm', 'qaz', 'wsx', 'edc', 'rfv', 'tgb', 'yhn', 'ujm'];
const ALPHABET = 'abcdefghijklmnopqrstuvwxyz';
/** Shorter ones are words as well: "trẻ" runs backwards along a row, "ghi" along the alphabet. */
const [SHORTEST_RUN, SHORTEST_OTHER_RUN] = [3, 4];

/**
 * Whether a reason says something: two different words ("Co giật") or one of three letters ("Sốc"), of three letters that differ, not
 * counting what says nothing in any language: words without a vowel, a part typed over and over, a run along the keyboard, and words
 * such as "test" or "cần xem hồ sơ". One word said twice is not two. Whether it is true is for who reviews it.
 */
export function saysSomething(reason: string): boolean {
  const said = reason.normalize('NFKC').toLowerCase().match(WORD) ?? [];
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
  return !SAYING_NOTHING.has(word) && /[aeiouy]/.test(plain) && !isRepeated(plain) && !isMadeOfRuns(plain);
}

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
