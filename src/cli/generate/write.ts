import { BulkSession } from '../../platform/database/bulk-session.js';
import { addHospital } from './hospital.js';
import type { Plan } from './plan.js';
import type { Progress } from './progress.js';
import { Rows } from './rows.js';
import { chartedRows, numberedRows } from './slices.js';
import { GENERATOR, type Written } from './written.js';
import { elementAt } from '../../kernel/list.js';

/** How far patients may run ahead of what is charted about them, in slices. */
const AHEAD = 2;

export interface Writing {
  readonly ownerUrl: string;
  readonly plan: Plan;
  readonly written: Written;
  /** The words of the command, for the trail and for going on with a run that was broken off. */
  readonly ask: string;
  /** The facility code, which MRNs begin with. */
  readonly hospitalCode: string;
  readonly passwordHash: string;
  readonly progress: Progress;
}

/**
 * Writes a plan over two connections, a slice of encounters at a time: patients, encounters and orders in one transaction, in order,
 * and what is charted in another. The capture triggers write the audit events, as for anybody's write.
 */
export async function writePlan(writing: Writing): Promise<void> {
  const sessions = await Promise.all([BulkSession.open(writing.ownerUrl), BulkSession.open(writing.ownerUrl)]);
  try {
    if (!writing.written.hospital) {
      const rows = new Rows();
      const { extent, hospital } = writing.plan;
      addHospital(rows, extent.root, hospital, extent.since, writing.passwordHash);
      await transact(sessions[0], writing, () => Promise.resolve(rows));
    }
    const jobs = new Jobs(writing.written);
    // Whoever did not fail finishes the transaction it is in.
    const ends = await Promise.allSettled(sessions.map((session) => work(session, jobs, writing)));
    for (const end of ends) if (end.status === 'rejected') throw end.reason;
    writing.progress.say('Gathering statistics for the planner …');
    await sessions[0].query('ANALYZE');
  } finally {
    await Promise.all(sessions.map((session) => session.close()));
  }
}

async function work(session: BulkSession, jobs: Jobs, writing: Writing): Promise<void> {
  const { plan, hospitalCode } = writing;
  for (let job = await jobs.next(); job; job = await jobs.next()) {
    const [slice, { leads }] = [elementAt(plan.slices, job.slice), job];
    try {
      await transact(session, writing, () =>
        leads ? numberedRows(session, plan, slice, hospitalCode) : Promise.resolve(chartedRows(plan, slice)),
      );
      jobs.done(job);
      writing.progress.wrote(0, leads ? 0 : slice.length);
    } catch (error) {
      jobs.giveUp();
      throw error;
    }
  }
}

async function transact(session: BulkSession, { ask, progress }: Writing, rows: () => Promise<Rows>): Promise<void> {
  const context = { actorKind: 'system', username: GENERATOR, requestId: ask, purpose: 'OPERATIONS' };
  const made = await session.transaction(JSON.stringify(context), async () => {
    const made = await rows();
    for (const table of made.tables()) await session.copy(table);
    return made;
  });
  progress.wrote(made.count, 0);
}

interface Job {
  readonly slice: number;
  /** Patients and encounters; else what is charted. */
  readonly leads: boolean;
}

/** What is to be written next: patients and encounters one slice after the other, and what is charted once they are there. */
class Jobs {
  private readonly led: boolean[];
  /** Slices whose charting somebody is at, or is done. */
  private readonly begun: boolean[];
  private leading = false;
  private givenUp = false;
  private waiting: (() => void)[] = [];

  constructor({ led, charted }: Written) {
    this.led = [...led];
    this.begun = [...charted];
  }

  /** The next job, when there is one to begin; undefined when all is done or somebody failed. */
  async next(): Promise<Job | undefined> {
    for (;;) {
      if (this.givenUp) return undefined;
      const toLead = this.led.indexOf(false);
      const ready = this.begun.findIndex((begun, slice) => !begun && this.led[slice]);
      const isAhead = ready >= 0 && toLead - ready > AHEAD;
      if (toLead >= 0 && !this.leading && !isAhead) {
        this.leading = true;
        return { slice: toLead, leads: true };
      }
      if (ready >= 0) {
        this.begun[ready] = true;
        return { slice: ready, leads: false };
      }
      if (toLead < 0) return undefined;
      await new Promise<void>((resume) => this.waiting.push(resume));
    }
  }

  done({ slice, leads }: Job): void {
    if (leads) {
      this.leading = false;
      this.led[slice] = true;
    }
    this.wake();
  }

  giveUp(): void {
    this.givenUp = true;
    this.wake();
  }

  private wake(): void {
    for (const resume of this.waiting.splice(0)) resume();
  }
}
