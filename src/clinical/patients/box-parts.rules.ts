import type { PartialDate } from '../datatypes/partial-date.js';
import { typedAge, typedBirthday, typedDate, withDatesInDigits } from './box-dates.rules.js';
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
  /** A day and month without a year, MM-DD. */
  readonly birthday: string | undefined;
  /** Whether the birth date was told by an age. */
  readonly byAge: boolean;
}

const DIGITS = /^[+(]{0,2}\d[\d().+-]*$/;
const YEAR = /^\d{4}$/;
/** What stands before a number on papers, and is copied with it; none of them is a name. */
const LABELS = new Set(['cccd', 'cmnd', 'cmt', 'bhyt', 'mrn', 'sdt', 'dt', 'tel', 'sn', 'ns']);
/** The same in several words, folded. */
const LONG_LABELS = [
  ...[
    'benh nhan',
    'nguoi benh',
    'bn',
    'dien thoai',
    'di dong',
    'phone',
    'the bao hiem y te',
    'bao hiem y te',
    'bao hiem',
  ],
  ...[
    'can cuoc cong dan',
    'can cuoc',
    'chung minh nhan dan',
    'chung minh thu',
    'dinh danh ca nhan',
    'ho chieu',
    'passport',
  ],
  ...['ma so', 'ngay thang nam sinh', 'ngay sinh', 'nam sinh', 'sinh ngay', 'sinh nam', 'ngay'],
].map((label) => label.split(' '));
/** What stands before such a label: số điện thoại, mã BN, thẻ BHYT. */
const BEFORE_LABELS = new Set(['so', 'ma', 'the']);
/** What stands before or behind a name on a form, folded. */
const OF_FORMS = /^ho (?:va )?ten (?=\S)|(?<=^| )gioi tinh (?:nam|nu)(?= |$)/g;
/** An insurance card in groups (`GD 4 79 001 234 5678`, `GD-4-79-0012345678`). */
const CARD_IN_GROUPS = /(?<![\p{L}\d])([a-z]{2})[\s.-]*([1-5])[\s.-]*(\d)[\s.-]*(\d)((?:[\s.-]*\d){10})(?!\d)/giu;

/** Parts words, numbers and a birth date. `today` is the hospital's date, YYYY-MM-DD. */
export function partsOf(typed: string, today: string): BoxParts {
  const aged = typedAge(typed, today);
  const text = withDatesInDigits(aged?.rest ?? typed, today);
  let birthday: string | undefined;
  const words: string[] = [];
  const numbers: string[] = [];
  let dated: PartialDate | undefined = aged?.born;
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
  const tokens = inOnePiece(text)
    .split(/[\s,;:]+/)
    .filter(Boolean);
  for (const [place, written] of tokens.entries()) {
    const token = /^\((?=\d).*\)$/.test(written) ? written.slice(1, -1) : written;
    const born = YEAR.test(token) ? undefined : typedDate(token, today);
    const isApart = token.includes('/') || (run.length === 0 && !DIGITS.test(tokens[place + 1] ?? ''));
    const yearless = born || birthday || !isApart ? undefined : typedBirthday(token);
    if (yearless) {
      closeRun();
      dropLabel(words);
      birthday = yearless;
      continue;
    }
    if (!born && DIGITS.test(token)) {
      dropLabel(words);
      run.push(token);
      continue;
    }
    closeRun();
    const isNumber = /\d/.test(token) && !withoutKeystrokes(foldName(token));
    if (born || isNumber) dropLabel(words);
    if (born) [dated, year] = [born, undefined];
    else if (isNumber) numbers.push(token);
    else words.push(...foldName(token).split(' ').filter(Boolean));
  }
  closeRun();
  const told = words.join(' ').replace(OF_FORMS, '').split(' ').filter(Boolean);
  const named = told.filter((word) => !LABELS.has(word));
  const isNumbered = numbers.length > 0 || dated || birthday;
  return { words: isNumbered ? named : told, numbers, born: dated, year, birthday, byAge: aged !== undefined };
}

/** Takes the label of a number or date, which is copied with it from a paper, off the end of the words before it. */
function dropLabel(words: string[]): void {
  const before = words.length;
  for (let length = -1; length !== words.length;) {
    length = words.length;
    const label = LONG_LABELS.find((parts) => parts.every((part, place) => words.at(place - parts.length) === part));
    if (label) words.length -= label.length;
    else if (LABELS.has(words.at(-1) ?? '') || (length < before && BEFORE_LABELS.has(words.at(-1) ?? ''))) words.pop();
  }
}

const inOnePiece = (typed: string): string =>
  typed.replace(CARD_IN_GROUPS, (_, ...groups: string[]) =>
    groups
      .slice(0, 5)
      .join('')
      .replace(/[\s.-]+/g, ''),
  );
