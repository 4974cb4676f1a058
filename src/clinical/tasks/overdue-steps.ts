import { Injectable, type OnModuleInit } from '@nestjs/common';
import { EVERYTHING } from '../../kernel/scope.js';
import { Database } from '../../platform/database/database.js';
import { Jobs } from '../../platform/jobs/jobs.js';
import { TasksService } from './tasks.service.js';

const MINUTE_MS = 60_000;
const MOST_AT_ONCE = 500;

/**
 * Takes the steps of tasks that nobody took when they were due. Each waits in a queue, and a row of that is on no trail: whoever removes it, or a
 * queue that was not restored with the tasks, must not keep a critical result from going on.
 */
@Injectable()
export class OverdueSteps implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly tasks: TasksService,
    private readonly jobs: Jobs,
  ) {}

  onModuleInit(): void {
    this.jobs.schedule({ name: 'overdue-steps', everyMs: MINUTE_MS, by: 'hospital', work: () => this.look() });
  }

  /**
   * One look; a step that the queue takes at the same time is taken once. One that fails keeps none behind it from being taken.
   * @param now the database's clock says it unless somebody does: one process whose clock is ahead must not call the head of a department at once
   */
  async look(now?: Date): Promise<void> {
    const given = [now ?? null, MOST_AT_ONCE];
    const rows = await this.database.query<{ id: string; level: number }>(OVERDUE, given, EVERYTHING);
    const failed: unknown[] = [];
    for (const { id, level } of rows) {
      await this.tasks.takeStep(id, level).catch((error: unknown) => failed.push(error));
    }
    if (failed.length > 0) throw failed[0];
  }
}

const OVERDUE = {
  name: 'tasks.overdue-steps',
  text: `SELECT id, level FROM task WHERE status = 'open' AND due_at < coalesce($1::timestamptz, now()) - interval '1 minute' ORDER BY due_at, id LIMIT $2::int`,
};
