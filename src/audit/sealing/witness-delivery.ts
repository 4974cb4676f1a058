import type { Query } from './tree-nodes.js';
import type { Witness } from './witness.js';

interface CheckpointRow {
  size: number;
  at: Date;
  note: string;
}

const AT_ONCE = 500;

/** Brings checkpoints to one witness, in order, and again until it has them; sealing does not wait for a witness. */
export class WitnessDelivery {
  /** Size of the last checkpoint the witness has. */
  private delivered: number | undefined;

  constructor(
    private readonly query: Query,
    private readonly witness: Witness,
    private readonly warn: (sentence: string) => void,
  ) {}

  /** Tries once. Errors of the witness are told to `warn`, those of the database are thrown. */
  async deliver(): Promise<void> {
    this.delivered ??= await this.attempt(() => this.whereToBegin());
    while (this.delivered !== undefined) {
      const most = this.witness.newestOnly ? 1 : AT_ONCE;
      const rows = await this.query<CheckpointRow>(this.witness.newestOnly ? NEWEST : AFTER, [this.delivered, most]);
      const last = rows.at(-1);
      if (!last) return;
      const checkpoints = rows.map(({ size, at, note }) => ({ size, at: at.toISOString(), note }));
      if (!(await this.attempt(() => this.witness.take(checkpoints).then(() => true)))) return;
      this.delivered = last.size;
    }
  }

  /** A witness that knows a longer trail than the database has is told what comes from now on, and people that. */
  private async whereToBegin(): Promise<number> {
    const known = await this.witness.lastSize();
    const [newest] = await this.query<CheckpointRow>(NEWEST, [0, 1]);
    const size = newest?.size ?? 0;
    if (known > size) {
      this.warn(
        `The ${this.witness.name} knows a trail of ${known} events, the database has ${size}: ` +
          'was an older backup restored? Run "emr audit verify".',
      );
    }
    return Math.min(known, size);
  }

  private async attempt<T>(work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch (error) {
      this.warn(`Checkpoints of the audit trail do not reach ${this.witness.name}: ${(error as Error).message}`);
      return undefined;
    }
  }
}

const checkpoints = (name: string, direction: string) => ({
  name,
  text: `SELECT size, created_at AS at, note FROM audit.checkpoint WHERE size > $1 ORDER BY size ${direction} LIMIT $2`,
});
const AFTER = checkpoints('audit.checkpoints.after', 'ASC');
const NEWEST = checkpoints('audit.checkpoints.newest', 'DESC');
