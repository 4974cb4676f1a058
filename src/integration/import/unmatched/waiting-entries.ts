import { Injectable } from '@nestjs/common';
import { TasksService } from '../../../clinical/tasks/tasks.service.js';
import { WaitingWork } from '../../../clinical/tasks/waiting-work.service.js';
import { EVERYTHING } from '../../../kernel/scope.js';
import { Database } from '../../../platform/database/database.js';
import { Jobs } from '../../../platform/jobs/jobs.js';

/** The rest has its turn at the next look. */
const MOST_AT_ONCE = 200;

/** What could not be placed waits for the laboratory; whoever places or dismisses it settles that. */
@Injectable()
export class WaitingEntries extends WaitingWork {
  protected readonly asks = { job: 'unmatched-results', kind: 'unmatched-result', table: 'unmatched_result' } as const;

  constructor(
    private readonly database: Database,
    tasks: TasksService,
    jobs: Jobs,
  ) {
    super(tasks, jobs);
  }

  protected async waiting(): Promise<readonly string[]> {
    const rows = await this.database.query<{ id: string }>(UNASKED, [MOST_AT_ONCE], EVERYTHING);
    return rows.map(({ id }) => id);
  }
}

const UNASKED = {
  name: 'unmatched.unasked',
  text: `SELECT u.id FROM unmatched_result u WHERE u.status = 'open'
    AND NOT EXISTS (SELECT FROM task t WHERE t.focus_id = u.id AND t.kind = 'unmatched-result') ORDER BY u.id LIMIT $1::int`,
};
