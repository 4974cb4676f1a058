import { foldText } from '../../datatypes/folded-text.js';
import { withoutKeystrokes } from '../../patients/spelling.rules.js';
import { allergyTextWords } from './allergy-text.words.js';

/** What an allergy in words says: what it is to, and whether it says of something that it is not. */
export interface AllergyText {
  /** The folded words of what the patient is allergic to. */
  readonly to: string;
  /** Whether a part of it says no: that part is neither an allergy nor the absence of one until somebody has looked. */
  readonly saysNo: boolean;
}

/** Words that hold a "no" and say none: what may not be given, what nobody remembers, a class that is called so, a "no" of a "no". */
const NO_NEGATION = [
  'khong phai (?:la )?(?:khong|het)',
  '(?:khong|chua) (?:he )?(?:het|khoi)',
  '(?:khong|chua) (?:the )?(?:loai )?except',
  'khong (?:phai )?an toan',
  'khong (?:cho|ke|su dung)',
  '(?:not|cannot|cant|never) (?:be )?(?:yet )?(?:been )?(?:ruled out|excluded)',
  '(?:not|cannot|cant|dont|doesnt|didnt|unable to) tolerat\\w*',
  'not (?:be )?(?:safe|just|merely)',
  'khong dung nap',
  'khong the dung',
  'khong (?:dung|uong|tiem|chiu|hop|thich) duoc',
  'khong duoc (?:dung|uong|tiem|cho|phep|ke)',
  'khong (?:nen|hop|chiu|thich hop|uong|tiem)',
  'khong (?:nhung|chi)',
  'khong (?:ro|biet|nho|chac|xac dinh)',
  'khong steroid',
  'not (?:only|tolerated|tolerating|sure|known|certain|clear)',
].map((phrase) => new RegExp(`(?<= |^)${phrase}(?= |$)`, 'g'));
/** "Không dùng" is an order not to give; "không đúng", which looks the same without marks, says no. */
const DO_NOT_GIVE = /(?<= |^)khong dung(?= |$)/g;
/** A negation: what follows it in its part is not what the patient is allergic to. "Chứa" (contains) is no "chưa" (not yet). */
const NO = new RegExp(
  `(?<= |^)(?:khong|ko|chang|phu nhan|not|denies|denied|deny|without|except|nkda|nka|nkfa|loai tru|bac bo|non allergic)(?= |$)
|(?<= |^)(?:het|chua)(?= (?:di ung|tung|bao gio|ghi nhan|thay|phat hien|co|bi|phan ung)(?: |$))
|(?<= |^)no(?= (?:known|(?:\\w+ )?allerg\\w*|history|reactions?|evidence)(?: |$))`.replaceAll('\n', ''),
);
/** Said of a thing, they mean that it was borne well. */
const BORNE =
  /(?<= |^)(?:am tinh|negative|tolerates?|tolerated|dung nap tot|dung nap duoc|dung duoc|uong duoc|tiem duoc|dung binh thuong|an toan|ruled out|excluded|refuted|delabell?ed)(?= |$)/;
/** What is left of "no allergy" when these are taken away is what it is about. */
const OF_ALLERGY = new Set(
  'phai di ung phan ve tien su co bi con tung ghi nhan thay phat hien gi nao ca sao thuoc thuc an hien tai truoc day voi allergy allergies allergic known drug drugs any reaction reactions to history of'.split(
    ' ',
  ),
);
/** What stands behind it is not denied: there the "no" ends. */
const BUT_FOR = /(?<= |^)(?:except|apart from|other than|besides|ngoai(?! tru))(?= |$)/;
/** So does another allergy behind what is denied, unless "or" adds it to that. */
const ANOTHER = /(?<= )(?<!(?:hay|hoac|or) )di ung(?= )/g;
/** Says that what stands with it is an allergy, whatever was denied before. */
const IS_ALLERGY = /di ung|phan ve|man cam|allerg|anaphyla/;
/** The words whose keystrokes are taken for left behind; a drug may look like any other. */
const TYPED = new Set([...OF_ALLERGY, ...'khong chua dung duoc phu nhan nap ro biet'.split(' ')]);
/** What happened when it was given one way, though it was borne another: "tiêm thì sốc". */
const GIVEN = /(?<= |^)(?:tiem|truyen|uong|boi|nho|dat|xit|inject\w*|infus\w*|iv|im|po|oral\w*|by mouth)(?= |$)/;
const HARMED =
  /(?<= |^)(?:soc|shock|phan ve|me day|man do|noi ban|phat ban|phu|kho tho|ngua|tim tai|tut huyet ap|ngung tim|co giat|rash|hives|urticaria|anaphyla\w*|reacted)(?= |$)/;
/** What such a part says besides, when it names nothing itself. */
const OF_GIVING = new Set(
  'tiem truyen uong boi nho dat xit thi bi gay lai la moi khi sau lan truoc vao vien tinh mach bap duoi da soc shock phan ve noi me day man do ban phat phu ngua kho tho tim tai tut huyet ap ngung co giat inject injected injection infusion iv im po oral orally by mouth the gives gave caused causes rash hives urticaria anaphylaxis reacted when if'.split(
    ' ',
  ),
);

interface Part {
  readonly words: string;
  /** What is left after a negation of what it denies; undefined where there is none. */
  readonly no?: string;
  /** Whether the negation ends in this part, so that what a comma adds is not denied. */
  readonly noEnds?: boolean;
}

/**
 * Reads an allergy as somebody wrote it. "Không phải paracetamol" and "không dị ứng penicillin" are no allergies; "không dùng được aspirin"
 * is one. Whatever is said with a "no" is left to people: it never stands for an allergy, nor for its absence.
 */
export function allergyText(written: string): AllergyText {
  const plain = written
    .normalize('NFC')
    .replace(allergyTextWords.minus, allergyTextWords.negative)
    .replace(allergyTextWords.except, ' except ');
  const pieces = plain.split(allergyTextWords.parts);
  const to: string[] = [];
  let [saysNo, denies] = [false, false];
  let denied: string | undefined;
  for (let at = 0; at < pieces.length; at += 2) {
    const { words, no, noEnds } = partOf(pieces[at] ?? '');
    if (no === undefined && denied !== undefined && GIVEN.test(words) && HARMED.test(words)) {
      to.push(namesNothing(words) ? `${denied} ${words}` : words);
      denies = false;
      continue;
    }
    if (words !== '' || no !== undefined) denied = no;
    const goesOn = denies && pieces[at - 1] === ',' && !IS_ALLERGY.test(words);
    if (no === undefined && goesOn) continue;
    if (no !== undefined) saysNo = true;
    // "Penicillin: không" takes back what stands before it; "penicillin, không sốc" does not.
    if (no === '' && words === '') {
      if (!/[.;\n]/.test(pieces[at - 1] ?? '.')) to.pop();
    } else if (words !== '') to.push(words);
    if (words !== '' || no !== undefined) denies = no !== undefined && !noEnds;
  }
  return { to: to.join(' '), saysNo };
}

const namesNothing = (words: string): boolean => words.split(' ').every((word) => OF_GIVING.has(word));

function partOf(text: string): Part {
  const folded = foldText(text)
    .split(' ')
    .map((word) => {
      const meant = withoutKeystrokes(word);
      return meant !== undefined && TYPED.has(meant) ? meant : word;
    })
    .join(' ');
  const phrases = allergyTextWords.right.test(text) ? NO_NEGATION : [...NO_NEGATION, DO_NOT_GIVE];
  const masked = phrases.reduce((said, phrase) => said.replace(phrase, (found) => '#'.repeat(found.length)), folded);
  if (BORNE.test(masked)) return { words: '', no: aboutWhat(folded) };
  const found = NO.exec(masked);
  if (!found) return { words: folded };
  const from = found.index + found[0].length;
  const before = folded.slice(0, found.index).trim();
  const end = found[0] === 'except' ? undefined : endOfNo(masked.slice(from));
  if (end !== undefined) {
    const words = `${before} ${folded.slice(from + end)}`.trim();
    return { words, no: aboutWhat(folded.slice(from, from + end)), noEnds: true };
  }
  const after = aboutWhat(folded.slice(from));
  // "Penicillin không dị ứng": what is denied stands before.
  return after === '' ? { words: '', no: aboutWhat(before) } : { words: before, no: after };
}

/** Where what is denied ends; undefined where all of it is. A second "no" denies what stands behind it again. */
function endOfNo(said: string): number | undefined {
  const ends = [
    BUT_FOR.exec(said),
    ...[...said.matchAll(ANOTHER)].filter(({ index }) => aboutWhat(said.slice(0, index)) !== ''),
  ].flatMap((found) => (found ? [found.index] : []));
  if (ends.length === 0) return undefined;
  const end = Math.min(...ends);
  return NO.test(said.slice(0, end)) ? undefined : end;
}

const aboutWhat = (folded: string): string =>
  folded
    .split(' ')
    .filter((word) => word !== '' && !OF_ALLERGY.has(word))
    .join(' ');
