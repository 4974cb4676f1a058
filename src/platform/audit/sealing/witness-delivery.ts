import type { Query } from './tree-nodes.js';
import { NOTED_BYTES, type Witness, type WitnessedCheckpoint } from './witness.js';
import { firstRow } from '../../database/rows.js';

interface CheckpointRow {
  size: number;
  at: Date;
  note: string;
  from: number;
  leaves: Buffer | null;
}

/** Deliveries to a witness in one go: who was away for long catches up in several, so that sealing goes on in between. */
const DELIVERIES = 50;

/**
 * A witness that fails is left alone for this many times as long as its failing took: one that refuses is asked again with the next
 * checkpoint, one that hangs takes at most a tenth of the sealer's time.
 */
const REST_FACTOR = 10;

/** Brings every checkpoint to one witness, in order, and again until it has them. */
export class WitnessDelivery {
  /** Size of the last checkpoint the witness has. */
  private delivered: number | undefined;
  /** As `performance.now()` counts. */
  private restsUntil = 0;

  constructor(
    private readonly query: Query,
    private readonly witness: Witness,
    private readonly warn: (sentence: string) => void,
  ) {}

  /** Tries once. Errors of the witness are told to `warn`, those of the database are thrown. */
  async deliver(): Promise<void> {
    if (performance.now() < this.restsUntil) return;
    this.delivered ??= await this.whereToBegin();
    for (let delivery = 0; delivery < DELIVERIES && this.delivered !== undefined; delivery++) {
      const rows = await this.query<CheckpointRow>(AFTER, [this.delivered, this.witness.atOnce]);
      const last = rows.at(-1);
      if (!last) return;
      const checkpoints = rows.map(asKept);
      const taken = await this.attempt(() => this.witness.take(checkpoints).then(() => true));
      if (!taken) return;
      this.delivered = last.size;
      await this.query(ARRIVED, [this.witness.name, last.size]);
    }
  }

  /** A witness that knows a longer trail than the database has is told what comes from now on, and people that. */
  private async whereToBegin(): Promise<number | undefined> {
    const { newest, before, arrived } = firstRow(
      await this.query<{ newest: number; before: number; arrived: number | null }>(POSITION, [this.witness.name]),
    );
    // Who cannot say what it has and was never told begins with the newest.
    const known = await this.attempt(async () => (await this.witness.lastSize()) ?? arrived ?? before);
    if (known === undefined) {
      await this.query(BEGUN, [this.witness.name, arrived ?? before, 0]);
      return undefined;
    }
    const ahead = Math.max(0, known - newest);
    if (ahead > 0) {
      this.warn(
        `The ${this.witness.name} knows a trail of ${known} events, the database has ${newest}: ` +
          'was an older backup restored? Run "emr audit verify".',
      );
    }
    await this.query(BEGUN, [this.witness.name, known - ahead, ahead]);
    return known - ahead;
  }

  private async attempt<T>(work: () => Promise<T>): Promise<T | undefined> {
    const begun = performance.now();
    try {
      return await work();
    } catch (error) {
      const now = performance.now();
      this.restsUntil = now + (now - begun) * REST_FACTOR;
      this.warn(`Checkpoints of the audit trail do not reach ${this.witness.name}: ${(error as Error).message}`);
      return undefined;
    }
  }
}

const asKept = ({ size, at, note, from, leaves }: CheckpointRow): WitnessedCheckpoint => ({
  size,
  at: at.toISOString(),
  note,
  ...(leaves && { from, leaves: leaves.toString('base64') }),
});

/** Forgets witnesses that nobody delivers to any more, so that monitoring does not wait for them. */
export const forgetOtherWitnesses = (query: Query, witnesses: readonly Witness[]): Promise<object[]> =>
  query(FORGET, [witnesses.map(({ name }) => name)]);

const AFTER = {
  name: 'audit.checkpoints.after',
  text: `SELECT size, at, note, added.from, (
           SELECT string_agg(substring(hash FROM 1 FOR ${NOTED_BYTES}), ''::bytea ORDER BY seq) FROM audit.leaf
            WHERE seq >= added.from AND seq < size) AS leaves
         FROM (SELECT size, created_at AS at, note, lag(size, 1, $1::bigint) OVER (ORDER BY size) AS from
                 FROM audit.checkpoint WHERE size > $1 ORDER BY size LIMIT $2) added
         ORDER BY size`,
};
const POSITION = {
  name: 'audit.witness.position',
  text: `SELECT coalesce((SELECT max(size) FROM audit.checkpoint), 0) AS newest,
           coalesce((SELECT size FROM audit.checkpoint ORDER BY size DESC OFFSET 1 LIMIT 1), 0) AS before,
           (SELECT size FROM audit.witness WHERE name = $1) AS arrived`,
};
const BEGUN = {
  name: 'audit.witness.begun',
  text: `INSERT INTO audit.witness (name, size, ahead) VALUES ($1, $2, $3)
         ON CONFLICT (name) DO UPDATE SET size = excluded.size, ahead = excluded.ahead, at = clock_timestamp()
         WHERE (witness.size, witness.ahead) IS DISTINCT FROM (excluded.size, excluded.ahead)`,
};
const ARRIVED = {
  name: 'audit.witness.arrived',
  text: `INSERT INTO audit.witness (name, size) VALUES ($1, $2)
         ON CONFLICT (name) DO UPDATE SET size = excluded.size, at = clock_timestamp()`,
};
const FORGET = { name: 'audit.witness.forget', text: 'DELETE FROM audit.witness WHERE name <> ALL ($1::text[])' };
