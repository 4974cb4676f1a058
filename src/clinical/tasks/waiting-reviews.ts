import { Injectable } from '@nestjs/common';
import { BreakGlassService } from '../../platform/care/break-glass.service.js';
import { CareQueries } from '../../platform/care/care.queries.js';
import type { Tx } from '../../platform/database/prisma.js';
import { Jobs } from '../../platform/jobs/jobs.js';
import { TasksService } from './tasks.service.js';
import { WaitingWork } from './waiting-work.service.js';

/** Each access that somebody took without a tie waits for the privacy officer; the review settles it. */
@Injectable()
export class WaitingReviews extends WaitingWork {
  protected readonly job = 'break-glass-reviews';
  protected readonly about = { kind: 'break-glass-review', focus: 'access_grant' } as const;

  constructor(
    private readonly breakGlass: BreakGlassService,
    private readonly care: CareQueries,
    tasks: TasksService,
    jobs: Jobs,
  ) {
    super(tasks, jobs);
  }

  override onModuleInit(): void {
    super.onModuleInit();
    this.breakGlass.whenReviewed((tx, id) => this.tasks.settleWithin(tx, id, ['break-glass-review']));
  }

  protected waiting(after: string | undefined, most: number): Promise<readonly string[]> {
    return this.care.unreviewed(after, most);
  }

  protected stillWaiting(tx: Tx, ids: readonly string[]): Promise<readonly string[]> {
    return this.care.unreviewedWithin(tx, ids);
  }
}
