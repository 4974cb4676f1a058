import { Injectable, type OnModuleInit } from '@nestjs/common';
import { BreakGlassService } from '../../platform/care/break-glass.service.js';
import { CareQueries } from '../../platform/care/care.queries.js';
import { Jobs } from '../../platform/jobs/jobs.js';
import { TasksService } from './tasks.service.js';

const EVERY_MS = 60_000;
/** So many are looked at, and asked about, in one transaction. */
const AT_ONCE = 200;

/** Asks the privacy officer for the review of each access that somebody took without a tie; the review settles it. */
@Injectable()
export class WaitingReviews implements OnModuleInit {
  constructor(
    private readonly breakGlass: BreakGlassService,
    private readonly care: CareQueries,
    private readonly tasks: TasksService,
    private readonly jobs: Jobs,
  ) {}

  onModuleInit(): void {
    this.jobs.schedule({ name: 'break-glass-reviews', everyMs: EVERY_MS, by: 'hospital', work: () => this.look() });
    this.breakGlass.whenReviewed((tx, id) => this.tasks.settleWithin(tx, id, ['break-glass-review']));
  }

  /** One look at what waits for a review. */
  async look(): Promise<void> {
    for (let after: string | undefined; ;) {
      const ids = await this.care.unreviewed(after, AT_ONCE);
      const about = { kind: 'break-glass-review', focus: 'access_grant' } as const;
      await this.tasks.openMissing(about, ids, (tx, missing) => this.care.unreviewedWithin(tx, missing));
      if (ids.length < AT_ONCE) return;
      after = ids.at(-1);
    }
  }
}
