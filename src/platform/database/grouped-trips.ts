import { outsideOfRequests } from '../../kernel/request-context.js';
import { postgresError } from './postgres-error.js';

interface Waiting<Item, Answer> {
  readonly item: Item;
  readonly done: (answer: Answer) => void;
  readonly failed: (error: unknown) => void;
}

/** A trip that takes longer is slow itself, for a cold disk perhaps: others need not wait for it. */
const PATIENCE_MS = 50;
const MOST_AT_ONCE = 4;

/**
 * Round trips to the database that requests share: what arrives while one is under way goes together into the next.
 * A lone request waits for nobody; a busy ward pays for few statements and few commits.
 *
 * A trip is nobody's request, though one of them set it off: what an item's requester may see or sign comes with the item.
 */
export class GroupedTrips<Item, Answer = void> {
  private readonly send: (items: readonly Item[]) => Promise<readonly Answer[]>;
  private readonly waiting: Waiting<Item, Answer>[] = [];
  private underWay = 0;
  private leftAt = 0;
  private due = false;

  /**
   * @param send one statement for several items, which answers each in their order; it has no request context
   * @param most how many items go together
   */
  constructor(
    send: (items: readonly Item[]) => Promise<readonly Answer[]>,
    private readonly most: number,
  ) {
    this.send = (items) => outsideOfRequests(() => send(items));
  }

  add(item: Item): Promise<Answer> {
    return new Promise((done, failed) => {
      this.waiting.push({ item, done, failed });
      if (this.due || !this.mayLeave()) return;
      this.due = true;
      // Requests that came in with this turn of the event loop go along.
      setImmediate(() => {
        this.due = false;
        this.leave();
      });
    });
  }

  private mayLeave(): boolean {
    if (this.underWay === 0) return true;
    return this.underWay < MOST_AT_ONCE && performance.now() - this.leftAt > PATIENCE_MS;
  }

  private leave(): void {
    if (this.waiting.length > 0 && this.mayLeave()) void this.trip(this.waiting.splice(0, this.most));
  }

  private async trip(group: readonly Waiting<Item, Answer>[]): Promise<void> {
    this.underWay++;
    this.leftAt = performance.now();
    try {
      const answers = await this.send(group.map(({ item }) => item));
      group.forEach(({ done }, at) => done(answers[at]));
    } catch (error) {
      if (group.length > 1 && isOfOneItem(error)) await this.apart(group);
      else for (const { failed } of group) failed(error);
    } finally {
      this.underWay--;
      this.leave();
    }
  }

  /** Each by itself, so that what PostgreSQL refused fails only the request it came with. */
  private async apart(group: readonly Waiting<Item, Answer>[]): Promise<void> {
    await Promise.all(
      group.map(({ item, done, failed }) => this.send([item]).then(([answer]) => done(answer), failed)),
    );
  }
}

/**
 * Class 22 is a value that cannot be read, 23 a rule of the data, 40 a deadlock, 55P03 a row that somebody else holds: nothing
 * was written, and the others are innocent.
 */
const isOfOneItem = (error: unknown): boolean => /^(22|23|40|55P03)/.test(postgresError(error)?.code ?? '');
