import type { OnModuleInit } from '@nestjs/common';
import type { Tx } from '../../platform/database/prisma.js';
import type { Jobs } from '../../platform/jobs/jobs.js';
import type { NewTask, TasksService } from './tasks.service.js';

const EVERY_MS = 60_000;
/** So many are looked at, and asked about, in one transaction. */
const AT_ONCE = 200;

/** A list of what waits for a person: whoever may settle it is asked by a task for each entry, every minute. */
export abstract class WaitingWork implements OnModuleInit {
  constructor(
    protected readonly tasks: TasksService,
    private readonly jobs: Jobs,
  ) {}

  protected abstract readonly job: string;
  /** What it asks for, and of which table. */
  protected abstract readonly about: Pick<NewTask, 'kind' | 'focus'>;
  /** The ids of what waits, in their order, behind one of them; at most so many. */
  protected abstract waiting(after: string | undefined, most: number): Promise<readonly string[]>;
  /** The kind of task that each asks for. */
  protected kinds(ids: readonly string[]): Promise<ReadonlyMap<NewTask['kind'], readonly string[]>> {
    return Promise.resolve(new Map([[this.about.kind, ids]]));
  }
  /** Which of them wait still; whoever settles one waits until the transaction ends. */
  protected abstract stillWaiting(tx: Tx, ids: readonly string[]): Promise<readonly string[]>;

  onModuleInit(): void {
    this.jobs.schedule({ name: this.job, everyMs: EVERY_MS, by: 'hospital', work: () => this.look() });
  }

  /** One look at what waits. */
  async look(): Promise<void> {
    for (let after: string | undefined; ;) {
      const ids = await this.waiting(after, AT_ONCE);
      for (const [kind, some] of await this.kinds(ids)) {
        await this.tasks.openMissing({ ...this.about, kind }, some, (tx, missing) => this.stillWaiting(tx, missing));
      }
      if (ids.length < AT_ONCE) return;
      after = ids.at(-1);
    }
  }
}
