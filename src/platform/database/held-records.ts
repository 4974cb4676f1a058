import { postgresError } from './postgres-error.js';

/** 55P03: a row that somebody else holds (lock_timeout). */
export const isHeld = (error: unknown): boolean => postgresError(error)?.code === '55P03';

/** Somebody who waits for an answer. */
export interface Waiting<Item, Answer> {
  readonly item: Item;
  readonly done: (answer: Answer) => void;
  readonly failed: (error: unknown) => void;
}

/**
 * Items of records whose row somebody may hold. Those of one record go one group after the other, so that however many wait for it,
 * they occupy one connection; the others never wait with them.
 */
export class HeldRecords<Item, Answer> {
  private readonly queues = new Map<string, Waiting<Item, Answer>[]>();

  /** @param attempt sends a group and answers each of it, whatever happens */
  constructor(
    private readonly attempt: (group: readonly Waiting<Item, Answer>[]) => Promise<void>,
    private readonly most: number,
  ) {}

  /** Takes an item of a record that others wait for already. @returns false when nobody does */
  joins(record: string | undefined, one: Waiting<Item, Answer>): boolean {
    const queue = record === undefined ? undefined : this.queues.get(record);
    queue?.push(one);
    return queue !== undefined;
  }

  /** Takes items of one record; without a record each goes by itself. */
  begin(record: string | undefined, items: readonly Waiting<Item, Answer>[]): void {
    if (record === undefined) {
      for (const one of items) void this.attempt([one]);
      return;
    }
    const queue = this.queues.get(record);
    if (queue) {
      queue.push(...items);
      return;
    }
    this.queues.set(record, [...items]);
    void this.serve(record);
  }

  private async serve(record: string): Promise<void> {
    const queue = this.queues.get(record)!;
    while (queue.length > 0) await this.together(queue, queue.splice(0, this.most));
    this.queues.delete(record);
  }

  /** Whoever came meanwhile has waited as long for the same row: what the first are told in the end is told to all. */
  private async together(queue: Waiting<Item, Answer>[], group: readonly Waiting<Item, Answer>[]): Promise<void> {
    let held: unknown;
    await this.attempt(
      group.map((one) => ({
        ...one,
        failed: (error) => {
          held = isHeld(error) ? error : held;
          one.failed(error);
        },
      })),
    );
    if (held !== undefined) for (const { failed } of queue.splice(0)) failed(held);
  }
}
