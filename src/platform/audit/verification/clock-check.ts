import type { KnownCheckpoint } from './known-checkpoints.js';
import type { Finding } from './report.js';

/**
 * Longest that a transaction of the application may take, in ms (docs/audit.md): its events may be later than those of a transaction
 * that began after it and was shorter.
 */
const LONGEST_TRANSACTION_MS = 5 * 60_000;
/** How far two machines' clocks may differ, in ms, before it is worth a finding. */
const SKEW_MS = 60_000;
/** A clock that is wrong for a day would fill the report. */
const MOST = 10;

const MOMENT = /"xid":(\d+),"occurred_at":"([^"]+)"/;
const ID = /^\{"v":1,"id":"([0-9a-f]{8})-([0-9a-f]{4})/;

/**
 * Compares moments with the order of sealing. Transactions are sealed in the order of their numbers, so the first event of each must
 * not be much older than that of an earlier one; an event's id was made when it was; a checkpoint comes behind what it seals, and no
 * checkpoint before a shorter one.
 */
export class ClockCheck {
  private found = 0;
  private transaction = '';
  /** First moment of a transaction, the latest so far. */
  private latest = { at: -Infinity, index: 0 };
  /** The latest moment of any event not covered by a checkpoint yet. */
  private newest = { at: -Infinity, index: 0 };
  private checkpoint: KnownCheckpoint | undefined;

  constructor(
    private readonly report: (finding: Finding) => void,
    private readonly isSigned: (checkpoint: KnownCheckpoint) => boolean,
  ) {}

  event(index: number, eventId: string | undefined, leaf: string): void {
    const [, transaction = '', moment = ''] = MOMENT.exec(leaf) ?? [];
    const at = Date.parse(moment);
    if (isNaN(at)) return;
    const [, high = '', low = ''] = ID.exec(leaf) ?? [];
    const made = Number.parseInt(high + low, 16);
    if (Math.abs(made - at) > SKEW_MS) {
      this.say(index, eventId, `event ${index} says ${text(at)}, and its id that it was made at ${text(made)}`);
    }
    if (at > this.newest.at) this.newest = { at, index };
    if (transaction === this.transaction) return;
    this.transaction = transaction;
    if (at < this.latest.at - LONGEST_TRANSACTION_MS) {
      const before = `event ${this.latest.index}, sealed before it, ${text(this.latest.at)}`;
      this.say(index, eventId, `the database's clock went back: event ${index} says ${text(at)}, ${before}`);
      this.latest = { at, index };
    } else if (at > this.latest.at) this.latest = { at, index };
  }

  /** A checkpoint that holds, smallest first. */
  covered(checkpoint: KnownCheckpoint): void {
    const at = checkpoint.at?.getTime();
    if (at === undefined) return;
    const before = this.checkpoint?.at?.getTime() ?? -Infinity;
    if (at < before && this.isSigned(checkpoint)) {
      const [size, was] = [checkpoint.size, this.checkpoint?.size];
      const sentence = `a sealing clock went back: the checkpoint over ${size} events says ${text(at)}, the one over ${was} ${text(before)}`;
      this.say(size - 1, undefined, sentence);
    }
    if (checkpoint.clock && this.isSigned(checkpoint)) {
      const sentence = `the clock of the sealing service stood at ${checkpoint.clock.toISOString()} when the checkpoint over ${checkpoint.size} events was signed, which was after ${text(at)}`;
      this.say(checkpoint.size - 1, undefined, sentence);
    }
    const { at: newest, index } = this.newest;
    if (newest > at + SKEW_MS && checkpoint.size !== this.checkpoint?.size) {
      this.say(
        index,
        undefined,
        `event ${index} says ${text(newest)}, later than the checkpoint that sealed it (${text(at)})`,
      );
    }
    this.newest = { at: -Infinity, index };
    this.checkpoint = checkpoint;
  }

  private say(index: number, eventId: string | undefined, sentence: string): void {
    this.found += 1;
    if (this.found <= MOST) this.report({ kind: 'clock', index, ...(eventId && { eventId }), sentence });
  }
}

const text = (at: number): string => new Date(at).toISOString();
