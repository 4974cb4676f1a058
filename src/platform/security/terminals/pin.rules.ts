import type { PauseRule } from '../sign-in.rules.js';
import { elementAt } from '../../../kernel/list.js';

/** Wrong PINs in a row after which only a full sign-in helps. */
export const MOST_WRONG_PINS = 5;
/** Wrong PINs and badges at one terminal, whoever they were for: more than a ward mistypes. */
export const AT_A_TERMINAL: PauseRule = { from: 20, longest: 300 };
/** Seconds in which a terminal forgets one of them: those who go on after it pauses have one guess in that time. */
export const FORGOTTEN_AFTER_SECONDS = 300;

/** The same again (121212, 123123), the same backwards (123321), digits by twos or threes (112233, 111222). */
const REPEATED = /^(\d\d)\1\1$|^(\d{3})\2$|^(\d)(\d)(\d)\5\4\3$|^(\d)\6(\d)\7(\d)\8$|^(\d)\9\9(\d)\10\10$/;

/** The keys of a number pad, as of a telephone; upside down, as of a keyboard, its lines are the same. */
const PAD = ['123', '456', '789', ' 0 '];

/**
 * A PIN somebody would guess first, because a few words say it: two digits only, two halves that each are a run or a line of the pad (147258,
 * 123321), four that are one and its beginning again (258025), a path from key to key, pairs that count up or down (102030), a repetition, or a date.
 */
export function isEasyPin(pin: string): boolean {
  const halves = [pin.slice(0, 3), pin.slice(3)];
  return (
    new Set(pin).size < 3 ||
    isRun(pin) ||
    halves.every((half) => isRun(half) || isLine(half)) ||
    isBegunAgain(pin) ||
    [...pin].slice(1).every((digit, index) => areNeighbours(elementAt([...pin], index), digit)) ||
    isCounting(pin) ||
    REPEATED.test(pin) ||
    isDate(pin)
  );
}

/** Four digits in a run or a line, and then its first two again (258025, 123412). */
function isBegunAgain(pin: string): boolean {
  const four = pin.slice(0, 4);
  return pin.slice(4) === four.slice(0, 2) && (isRun(four) || isLine(four));
}

/** One digit again and again, or one up or down each time, over 9 and 0 as well. */
function isRun(digits: string): boolean {
  const steps = [...digits].slice(1).map((digit, index) => (Number(digit) - Number(digits[index]) + 10) % 10);
  return steps.every((step) => step === steps[0] && [0, 1, 9].includes(step));
}

/** Row and column of a key. */
function placeOf(digit: string): readonly [row: number, column: number] {
  const row = PAD.findIndex((keys) => keys.includes(digit));
  return [row, elementAt(PAD, row).indexOf(digit)];
}

/** From key to key by one same step, also diagonally. */
function isLine(digits: string): boolean {
  const places = [...digits].map(placeOf);
  const steps = places.slice(1).map(([row, column], index) => {
    const [before, beside] = elementAt(places, index);
    return [row - before, column - beside] as const;
  });
  return steps.every(([down, right]) => down === steps[0]?.[0] && right === steps[0][1]);
}

function areNeighbours(one: string, other: string): boolean {
  const [[row, column], [otherRow, otherColumn]] = [placeOf(one), placeOf(other)];
  return Math.abs(row - otherRow) + Math.abs(column - otherColumn) === 1;
}

/** Three numbers of two digits, each by as much more or less than the one before. */
function isCounting(pin: string): boolean {
  const [first = 0, second = 0, third = 0] = [0, 2, 4].map((at) => Number(pin.slice(at, at + 2)));
  return third - second === second - first;
}

/**
 * Whether it reads as a date: ddmmyy or yymmdd of any century, or a month with its year (031984, 198403). Colleagues know each other's
 * birthdays, and five guesses are enough for them; dates are fewer than 7 in 100 of all PINs, all that is refused fewer than 8: that costs little.
 */
function isDate(pin: string): boolean {
  const pairs = [0, 2, 4].map((at) => Number(pin.slice(at, at + 2)));
  const [first = 0, second = 0, third = 0] = pairs;
  const [beginsAsYear, endsAsYear] = [first === 19 || first === 20, second === 19 || second === 20];
  return (
    isDayOf(second, first) ||
    isDayOf(second, third) ||
    (endsAsYear && isMonth(first)) ||
    (beginsAsYear && isMonth(third))
  );
}

const isMonth = (month: number): boolean => month >= 1 && month <= 12;
const isDayOf = (month: number, day: number): boolean =>
  isMonth(month) && day >= 1 && day <= elementAt(DAYS, month - 1);
const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
