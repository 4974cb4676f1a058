import { setTimeout as sleep } from 'node:timers/promises';
import { postgresError } from './postgres-error.js';

/** Deadlock, lock not to be had in time, serialisation failure: somebody else, a running service say, was in the way. */
const IN_THE_WAY = /^(40P01|55P03|40001)$/;
/** Before each attempt after the first, in ms. */
const PAUSES_MS = [100, 500, 1500, 3000, 5000, 5000, 10_000, 10_000];

export const isInTheWay = (error: unknown): boolean => IN_THE_WAY.test(postgresError(error)?.code ?? '');

/**
 * Does work that leaves nothing behind when it fails, and does it again while only somebody else's locks keep it from succeeding.
 * @param isWhole whether a failure left nothing; every one, when not given
 * @throws what the last attempt threw
 */
export async function insisting<T>(
  log: (line: string) => void,
  work: () => Promise<T>,
  isWhole: (error: unknown) => boolean = () => true,
): Promise<T> {
  for (const pause of PAUSES_MS) {
    try {
      return await work();
    } catch (error) {
      if (!isInTheWay(error) || !isWhole(error)) throw error;
      log(`Somebody else was in the way, trying again: ${(error as Error).message}`);
      await sleep(pause);
    }
  }
  return work();
}
