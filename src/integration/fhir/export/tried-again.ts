import { setTimeout as pause } from 'node:timers/promises';
import { Problem } from '../../../kernel/problem.js';

/** How long it is waited before a step is tried again, in ms: a database that restarts is back by then. */
const PAUSES = [200, 2_000, 10_000];

/**
 * Does a step that may be done twice, and once more after each pause while it fails.
 * @throws the last error; a Problem at once, since the service itself says that it will never work
 */
export async function triedAgain<T>(step: () => Promise<T>): Promise<T> {
  for (const ms of PAUSES) {
    try {
      return await step();
    } catch (error) {
      if (error instanceof Problem) throw error;
      await pause(ms, undefined, { ref: false });
    }
  }
  return step();
}
