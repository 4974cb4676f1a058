/**
 * Seconds to wait after a number of failed sign-ins in a row: none for the first four, then doubling from 5 s to at
 * most 5 minutes. The pause ends by itself, so nobody can lock a colleague out for good.
 */
export function pauseAfter(failures: number): number {
  return failures < 5 ? 0 : Math.min(300, 5 * 2 ** Math.min(failures - 5, 10));
}
