import { outsideOfRequests } from '../../kernel/request-context.js';
import { postgresError } from './postgres-error.js';
import { elementAt } from '../../kernel/list.js';
import { HeldRecords, isHeld, type Waiting } from './held-records.js';
import { statements, telling } from './statement-channel.js';

type Send<Item, Answer> = (items: readonly Item[], mayWait: boolean) => Promise<readonly Answer[]>;

/** How items go together. */
interface Way<Item> {
  /** For items that all wait for one and the same row: a second batch would only wait for the first. */
  readonly inTurn?: boolean;
  /**
   * For statements that cost much however few they are for: those who were just answered mostly come again at once, and without a pause the
   * first of them would leave alone, and the others a whole statement later.
   */
  readonly gathers?: boolean;
  /** How long those who gather wait at most for as many as there were before, in milliseconds; and never longer than the batch took. */
  readonly gathersFor?: number;
  /** The record that an item may have to wait for, where that is known. */
  readonly recordOf?: (item: Item) => string | undefined;
  /** What those who trace call an item's way. */
  readonly nameOf?: (item: Item) => string;
}
const PLAIN = {
  inTurn: false,
  gathers: false,
  gathersFor: 3,
  recordOf: () => undefined,
  nameOf: () => 'shared statement',
};

/** A batch that takes longer is slow itself, for a cold disk perhaps: others need not wait for it. */
const PATIENCE_MS = 50;
const MOST_AT_ONCE = 4;

/**
 * Round trips to the database that requests share: what arrives while one is under way goes together into the next.
 * A lone request waits for nobody; a busy ward pays for few statements and few commits.
 *
 * A batch is nobody's request, though one of them set it off: what an item's requester may see or sign comes with the item.
 */
export class BatchedStatements<Item, Answer = void> {
  private readonly send: Send<Item, Answer>;
  private readonly held: HeldRecords<Item, Answer>;
  private readonly waiting: Waiting<Item, Answer>[] = [];
  private underWay = 0;
  private leftAt = 0;
  private due = false;
  /** How many are waited for, while they gather. */
  private gathering?: number;

  private readonly way: Required<Way<Item>>;

  /**
   * @param send one statement for several items, which answers each in their order; it has no request context. Unless it `mayWait`, a row
   *   that somebody holds is to fail it soon: others go with it
   * @param most how many items go together
   */
  constructor(
    send: Send<Item, Answer>,
    private readonly most: number,
    way: Way<Item> = {},
  ) {
    this.way = { ...PLAIN, ...way };
    this.send = (items, mayWait) => outsideOfRequests(() => send(items, mayWait));
    this.held = new HeldRecords((group) => this.attempt(group, true), most);
  }

  add(item: Item): Promise<Answer> {
    return statements.hasSubscribers ? telling(this.way.nameOf(item), () => this.join(item)) : this.join(item);
  }

  private join(item: Item): Promise<Answer> {
    return new Promise((done, failed) => {
      if (this.held.joins(this.way.recordOf(item), { item, done, failed })) return;
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
    if (this.gathering !== undefined) return this.waiting.length >= Math.min(this.gathering, this.most);
    if (this.underWay === 0) return true;
    return !this.way.inTurn && this.underWay < MOST_AT_ONCE && performance.now() - this.leftAt > PATIENCE_MS;
  }

  private leave(): void {
    if (this.waiting.length > 0 && this.mayLeave()) void this.sendBatch(this.waiting.splice(0, this.most));
  }

  private async sendBatch(group: readonly Waiting<Item, Answer>[]): Promise<void> {
    this.underWay++;
    this.gathering = undefined;
    this.leftAt = performance.now();
    try {
      await this.attempt(group);
    } finally {
      this.underWay--;
      if (this.hasCompany(group)) this.gather(group.length + this.waiting.length);
      else this.leave();
    }
  }

  /** Whoever asks alone waits for nobody. */
  private hasCompany(group: readonly Waiting<Item, Answer>[]): boolean {
    return this.way.gathers && this.underWay === 0 && group.length + this.waiting.length > 1;
  }

  private gather(company: number): void {
    this.gathering = company;
    // As many as go together are here already.
    if (this.mayLeave()) {
      this.leave();
      return;
    }
    const since = this.leftAt;
    setTimeout(
      () => {
        // They may have left together before, and others gather now.
        if (this.leftAt !== since) return;
        this.gathering = undefined;
        this.leave();
      },
      Math.min(performance.now() - this.leftAt, this.way.gathersFor),
    );
  }

  private async attempt(group: readonly Waiting<Item, Answer>[], mayWait = this.way.inTurn): Promise<void> {
    try {
      const answers = await this.send(
        group.map(({ item }) => item),
        mayWait,
      );
      group.forEach(({ done }, at) => done(elementAt(answers, at)));
    } catch (error) {
      if (isHeld(error) && !mayWait) this.behindOthers(group);
      else if (group.length > 1 && this.isOfOneItem(error)) await this.apart(group, mayWait);
      else for (const { failed } of group) failed(error);
    }
  }

  /**
   * In smaller groups, so that what PostgreSQL refused fails only the request it came with: each by itself at once, or, where they
   * would wait for each other, by halves. Mostly the first half finds that what it ran into is there now, and no further one fails.
   */
  private async apart(group: readonly Waiting<Item, Answer>[], mayWait: boolean): Promise<void> {
    if (!this.way.inTurn) {
      await Promise.all(group.map((one) => this.attempt([one], mayWait)));
      return;
    }
    const middle = group.length >> 1;
    await this.attempt(group.slice(0, middle));
    await this.attempt(group.slice(middle));
  }

  /** By record, each for itself from now on: the innocent are done in a moment. */
  private behindOthers(group: readonly Waiting<Item, Answer>[]): void {
    const records = Map.groupBy(group, ({ item }) => this.way.recordOf(item));
    for (const [record, items] of records) this.held.begin(record, items);
  }

  private isOfOneItem(error: unknown): boolean {
    return OF_ONE_ITEM.test(postgresError(error)?.code ?? '');
  }
}

/**
 * Class 22 is a value that cannot be read, 23 and EM a rule of the data, 40 a deadlock: nothing was written, and the others are
 * innocent.
 */
const OF_ONE_ITEM = /^(22|23|40|EM)/;
