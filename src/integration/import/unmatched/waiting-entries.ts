import { Injectable } from '@nestjs/common';
import { TasksService, type NewTask } from '../../../clinical/tasks/tasks.service.js';
import { WaitingWork } from '../../../clinical/tasks/waiting-work.service.js';
import { EVERYTHING } from '../../../kernel/scope.js';
import { Database } from '../../../platform/database/database.js';
import type { Tx } from '../../../platform/database/prisma.js';
import { Jobs } from '../../../platform/jobs/jobs.js';
import type { IncomingFacts } from '../facts.js';
import type { FoundMapping } from '../placing/found.js';
import { isUrgent } from './critical-sent.rules.js';
import { MAPPED } from './mapped.sql.js';

/**
 * What could not be placed waits for the laboratory; whoever places or dismisses it settles that. What is critical asked when it came, unless its task
 * was lost since.
 */
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

  protected override async kinds(ids: readonly string[]) {
    if (ids.length === 0) return new Map();
    const rows = await this.database.query<Unasked>(SAID, [ids], EVERYTHING);
    return Map.groupBy(ids, (id): NewTask['kind'] => {
      const row = rows.find((one) => one.id === id);
      return row && isUrgent(row.facts, row.mappings) ? 'unmatched-critical' : 'unmatched-result';
    });
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
    AND NOT EXISTS (SELECT FROM task t WHERE t.focus_id = u.id AND t.kind IN ('unmatched-critical', 'unmatched-result')) ORDER BY u.id LIMIT $2::int`,
};

interface Unasked {
  readonly id: string;
  readonly facts: IncomingFacts;
  readonly mappings: readonly FoundMapping[];
}
const SAID = {
  name: 'unmatched.said',
  text: `SELECT u.id, u.facts, ${MAPPED} AS mappings FROM unmatched_result u WHERE u.id = ANY($1::uuid[])`,
};
