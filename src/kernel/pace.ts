import { setImmediate as turn, setTimeout as sleep } from 'node:timers/promises';

const LONGEST_REST_MS = 1000;
/** Far below what a request would notice, even of rows that are wide. */
const IN_ONE_TURN = 200;

/**
 * The pace of background work that reads much: between two steps it rests as long as the last one took, a second at most, so that the wards
 * keep half of what it would take of the machine and of the database.
 */
export class Pace {
  private since = performance.now();

  /** Between two steps. */
  async rest(): Promise<void> {
    await sleep(Math.min(performance.now() - this.since, LONGEST_REST_MS), undefined, { ref: false });
    this.since = performance.now();
  }
}

/** Each of many items, some in each turn of the event loop: requests are answered in between. */
export async function byTurns<Item>(items: readonly Item[], take: (item: Item) => void): Promise<void> {
  for (let from = 0; from < items.length; from += IN_ONE_TURN) {
    items.slice(from, from + IN_ONE_TURN).forEach(take);
    if (from + IN_ONE_TURN < items.length) await turn();
  }
}
