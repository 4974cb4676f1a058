/** When guessing is slowed: after how many failures in a row, and how long at most, in seconds. */
export interface PauseRule {
  readonly from: number;
  readonly longest: number;
}

/** One name from one address: a person at their own terminal, or a guesser there. */
export const AT_ONE_ADDRESS: PauseRule = { from: 5, longest: 300 };
/** One name from anywhere: a guesser with many addresses. It does not hold where people of the hospital sign in. */
export const FROM_ANYWHERE: PauseRule = { from: 50, longest: 300 };

/** Seconds to wait after a number of failures in a row: none at first, then doubling from 5 s. It ends by itself. */
export function pauseAfter(failures: number, { from, longest }: PauseRule = AT_ONE_ADDRESS): number {
  return failures < from ? 0 : Math.min(longest, 5 * 2 ** Math.min(failures - from, 20));
}

/** The pauses after 1, 2, 3 … failures, until they get no longer. */
export function pausesOf(rule: PauseRule): number[] {
  const pauses = [pauseAfter(1, rule)];
  while (pauses.at(-1) !== rule.longest) pauses.push(pauseAfter(pauses.length + 1, rule));
  return pauses;
}
