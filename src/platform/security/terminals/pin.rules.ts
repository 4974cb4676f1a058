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

/** A PIN somebody would guess first: one digit six times, a run up or down, a repetition, or a date. */
export function isEasyPin(pin: string): boolean {
  const steps = [...pin].slice(1).map((digit, index) => (Number(digit) - Number(pin[index]) + 10) % 10);
  const isRun = steps.every((step) => step === steps[0] && [0, 1, 9].includes(step));
  return isRun || REPEATED.test(pin) || isDate(pin);
}

/**
 * Whether it reads as a date, ddmmyy of any century. Colleagues know each other's birthdays, and five guesses are enough for
 * them; dates are fewer than 4 in 100 of all PINs, so that refusing all of them costs little.
 */
function isDate(pin: string): boolean {
  const [day, month] = [Number(pin.slice(0, 2)), Number(pin.slice(2, 4))];
  return month >= 1 && month <= 12 && day >= 1 && day <= elementAt(DAYS, month - 1);
}
const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
