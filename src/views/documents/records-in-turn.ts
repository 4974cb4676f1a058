import { httpProblems, Problem } from '../../kernel/problem.js';

/** Long records that are put together in this process or wait for that; who comes after is told to try again. */
const MOST_WAITING = 2;

/** Nobody waits for it any more: it is given up. */
export const notAwaited = (): Problem => new Problem(httpProblems.busy, { headers: { 'Retry-After': '5' } });

/**
 * Long records one after the other: each is read and put into words for minutes, and stays in memory until it is set. Other papers do not
 * wait for them.
 */
export class RecordsInTurn {
  private last: Promise<unknown> = Promise.resolve();
  private waiting = 0;

  /**
   * @param isAwaited whether who asked still waits for it
   * @throws Problem busy where too many wait
   */
  async inTurn<T>(work: () => Promise<T>, isAwaited: () => boolean): Promise<T> {
    if (this.waiting >= MOST_WAITING) throw new Problem(httpProblems.busy, { headers: { 'Retry-After': '30' } });
    this.waiting++;
    const turn = this.last.then(() => {
      if (!isAwaited()) throw notAwaited();
      return work();
    });
    this.last = turn.catch(() => undefined);
    try {
      return await turn;
    } finally {
      this.waiting--;
    }
  }
}
