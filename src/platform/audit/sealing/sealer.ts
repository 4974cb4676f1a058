import { setTimeout as sleep } from 'node:timers/promises';
import { takingLeadAmongOwn } from '../../database/advisory-locks.js';
import { Session } from '../../database/session.js';
import { CompactRange } from './compact-range.js';
import { HeldBack } from './held-back.js';
import { sealBatch } from './seal-batch.js';
import { signingKey } from './signing-key.js';
import { forgetOtherWitnesses, WitnessDelivery } from './witness-delivery.js';
import type { Witness } from './witness.js';
import { firstRow } from '../../database/rows.js';

export interface SealerOptions {
  /** PostgreSQL as the role that seals. */
  readonly databaseUrl: string;
  /** PEM of the Ed25519 signing key; made when there is none. */
  readonly keyFile: string;
  /** Name of the log in its checkpoints. */
  readonly logName: string;
  /** Between two looks at what has settled, in milliseconds. */
  readonly everyMs: number;
  /** Events in one transaction. */
  readonly most: number;
  readonly witnesses: readonly Witness[];
  /** For what an operator must know: sealing cannot go on, a witness cannot be reached. Repeated at most once a minute. */
  readonly warn: (sentence: string) => void;
  /** For how long a transaction of the application may hold sealing back before it is ended, in milliseconds. */
  readonly heldBackMs?: number;
}

/** Longer than any transaction of the service itself. */
const HELD_BACK_MS = 6 * 60_000;

const BETWEEN_ATTEMPTS_MS = 1000;
const QUIET_MS = 60_000;

/**
 * Seals the trail for as long as it runs: among all processes that share the database one leads, holding an advisory lock
 * by its connection; when that process or connection is gone, another takes over within seconds.
 */
export class Sealer {
  private readonly ending = new AbortController();
  private running: Promise<void> | undefined;
  private tree = new CompactRange();
  /** When each sentence was last said. */
  private readonly warned = new Map<string, number>();

  constructor(private readonly options: SealerOptions) {}

  start(): void {
    this.running ??= this.run();
  }

  /** Seals what has settled once more, then lets go of the lead. */
  async stop(): Promise<void> {
    this.ending.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    do {
      try {
        await this.attempt();
      } catch (error) {
        this.warn(
          `The audit trail is not being sealed: ${(error as Error).message || (error as { code: string }).code}`,
        );
      }
      await this.pause(BETWEEN_ATTEMPTS_MS);
    } while (!this.ending.signal.aborted);
  }

  /** Leads while the connection lives, or returns at once when another leads. */
  private async attempt(): Promise<void> {
    const session = await Session.open(this.options.databaseUrl);
    try {
      const { free } = firstRow(await session.query<{ free: boolean }>(LEAD));
      if (free) await this.lead(session);
    } finally {
      await session.close();
    }
  }

  private async lead(session: Session): Promise<void> {
    const { everyMs, most, witnesses } = this.options;
    await forgetOtherWitnesses(session.query, witnesses);
    const deliveries = witnesses.map((witness) => new WitnessDelivery(session.query, witness, this.warn));
    const heldBack = new HeldBack({ mostMs: this.options.heldBackMs ?? HELD_BACK_MS, warn: this.warn });
    for (let last = false; !last;) {
      last = this.ending.signal.aborted;
      const count = await this.sealOnce(session);
      if (count === 0) await heldBack.look(session.query);
      for (const delivery of deliveries) await delivery.deliver();
      if (count < most) await this.pause(everyMs);
    }
  }

  private async sealOnce(session: Session): Promise<number> {
    const { keyFile, logName, most } = this.options;
    // Looked at each time: the key may have been rotated since.
    const signer = await signingKey(session.query, keyFile, logName);
    if (signer.name !== logName) {
      this.warn(
        `The settings name the trail ${logName} (HOSPITAL_CODE, AUDIT_LOG_NAME), but it is sealed as ${signer.name}.`,
      );
    }
    const { count, tree } = await sealBatch(session, signer, this.tree, most);
    this.tree = tree;
    return count;
  }

  private readonly warn = (sentence: string): void => {
    const now = Date.now();
    for (const [said, at] of this.warned) if (now - at >= QUIET_MS) this.warned.delete(said);
    if (this.warned.has(sentence)) return;
    this.warned.set(sentence, now);
    this.options.warn(sentence);
  };

  private async pause(ms: number): Promise<void> {
    await sleep(ms, undefined, { signal: this.ending.signal }).catch(() => undefined);
  }
}

// Two leaders would do no harm: numbers are given under a lock of their own.
const LEAD = { name: 'audit.lead', text: takingLeadAmongOwn('sealing') };
