import type { OnModuleInit } from '@nestjs/common';
import type { Jobs } from '../../platform/jobs/jobs.js';
import type { TasksService } from './tasks.service.js';

const EVERY_MS = 60_000;

/** A list of what waits for a person: whoever may settle it is asked by a task for each entry, every minute. */
export abstract class WaitingWork implements OnModuleInit {
  constructor(
    protected readonly tasks: TasksService,
    private readonly jobs: Jobs,
  ) {}

  /** The job that looks; the kind of task that it opens, and of which table. */
  protected abstract readonly asks: {
    readonly job: string;
    readonly kind: Parameters<TasksService['openMissing']>[0];
    readonly table: string;
  };
  /** The ids of what waits. */
  protected abstract waiting(): Promise<readonly string[]>;

  onModuleInit(): void {
    this.jobs.schedule({ name: this.asks.job, everyMs: EVERY_MS, by: 'hospital', work: () => this.look() });
  }

  /** One look at what waits. */
  async look(): Promise<void> {
    await this.tasks.openMissing(this.asks.kind, this.asks.table, await this.waiting());
  }
}
