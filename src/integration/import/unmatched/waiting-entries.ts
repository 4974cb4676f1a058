import { Injectable } from '@nestjs/common';
import { TasksService } from '../../../clinical/tasks/tasks.service.js';
import { WaitingWork } from '../../../clinical/tasks/waiting-work.service.js';
import { EVERYTHING } from '../../../kernel/scope.js';
import { Database } from '../../../platform/database/database.js';
import type { Tx } from '../../../platform/database/prisma.js';
import { Jobs } from '../../../platform/jobs/jobs.js';

/** What could not be placed waits for the laboratory; whoever places or dismisses it settles that. */
@Injectable()
export class WaitingEntries extends WaitingWork {
  protected readonly job = 'unmatched-results';
  protected readonly about = { kind: 'unmatched-result', focus: 'unmatched_result' } as const;

  constructor(
    private readonly database: Database,
    tasks: TasksService,
    jobs: Jobs,
  ) {
    super(tasks, jobs);
  }

  protected async waiting(after: string | undefined, most: number): Promise<readonly string[]> {
    const rows = await this.database.query<{ id: string }>(UNASKED, [after ?? null, most], EVERYTHING);
    return rows.map(({ id }) => id);
  }

  protected async stillWaiting(tx: Tx, ids: readonly string[]): Promise<readonly string[]> {
    const rows = await tx.$queryRaw<{ id: string }[]>`
      SELECT id FROM unmatched_result WHERE id = ANY(${[...ids]}::uuid[]) AND status = 'open' ORDER BY id FOR SHARE`;
    return rows.map(({ id }) => id);
  }
}

const UNASKED = {
  name: 'unmatched.unasked',
  text: `SELECT u.id FROM unmatched_result u WHERE u.status = 'open' AND ($1::uuid IS NULL OR u.id > $1::uuid)
    AND NOT EXISTS (SELECT FROM task t WHERE t.focus_id = u.id AND t.kind = 'unmatched-result') ORDER BY u.id LIMIT $2::int`,
};
