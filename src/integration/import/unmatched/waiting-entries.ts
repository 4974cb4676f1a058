import { Injectable, type OnModuleInit } from '@nestjs/common';
import { TasksService } from '../../../clinical/tasks/tasks.service.js';
import { EVERYTHING } from '../../../kernel/scope.js';
import { Database } from '../../../platform/database/database.js';
import type { Tx } from '../../../platform/database/prisma.js';
import { Jobs } from '../../../platform/jobs/jobs.js';

const EVERY_MS = 60_000;
/** The rest has its turn at the next look. */
const MOST_AT_ONCE = 200;

/** Asks the laboratory for what could not be placed; whoever places or dismisses it settles that. */
@Injectable()
export class WaitingEntries implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly tasks: TasksService,
    private readonly jobs: Jobs,
  ) {}

  onModuleInit(): void {
    this.jobs.schedule({ name: 'unmatched-results', everyMs: EVERY_MS, by: 'hospital', work: () => this.look() });
  }

  /** One look at what nobody was asked for yet. */
  async look(): Promise<void> {
    const rows = await this.database.query<{ id: string }>(UNASKED, [MOST_AT_ONCE], EVERYTHING);
    await this.tasks.openMissing(
      { kind: 'unmatched-result', focus: 'unmatched_result' },
      rows.map(({ id }) => id),
      stillOpen,
    );
  }
}

/** Which of them are open still; whoever places or dismisses one waits until the transaction ends. */
async function stillOpen(tx: Tx, ids: readonly string[]): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM unmatched_result WHERE id = ANY(${[...ids]}::uuid[]) AND status = 'open' ORDER BY id FOR SHARE`;
  return rows.map(({ id }) => id);
}

const UNASKED = {
  name: 'unmatched.unasked',
  text: `SELECT u.id FROM unmatched_result u WHERE u.status = 'open'
    AND NOT EXISTS (SELECT FROM task t WHERE t.focus_id = u.id AND t.kind = 'unmatched-result') ORDER BY u.id LIMIT $1::int`,
};
