import { Injectable } from '@nestjs/common';
import { BreakGlassService } from '../../platform/care/break-glass.service.js';
import { CareQueries } from '../../platform/care/care.queries.js';
import { Jobs } from '../../platform/jobs/jobs.js';
import { TasksService } from './tasks.service.js';
import { WaitingWork } from './waiting-work.service.js';

/** Each access that somebody took without a tie waits for the privacy officer; the review settles it. */
@Injectable()
export class WaitingReviews extends WaitingWork {
  protected readonly asks = { job: 'break-glass-reviews', kind: 'break-glass-review', table: 'access_grant' } as const;

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

  protected waiting(): Promise<readonly string[]> {
    return this.care.unreviewed();
  }
}
