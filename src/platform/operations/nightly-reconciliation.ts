import { Inject, Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { EVERYTHING } from '../../kernel/scope.js';
import { hospitalClock } from '../../kernel/hospital-time.js';
import { keepResult } from '../audit/reconciliation/keep-result.js';
import { reconcile } from '../audit/reconciliation/reconcile.js';
import { SETTINGS_TOKEN, type Settings } from '../config/settings.js';
import { Database } from '../database/database.js';
import { Session } from '../database/session.js';
import { Jobs } from '../jobs/jobs.js';

const EVERY_MS = 15 * 60_000;
/** The quiet hours of a hospital, on its clock. */
const [FROM, TO] = ['02:00', '05:00'];
/** In hours: once a night; and at any hour when nights have been missed. */
const [A_NIGHT_AGO, TOO_LONG_AGO] = [12, 36];

/**
 * Compares the hospital's data with the trail once a night, in one process of all, and keeps the result. Findings are in the log, the
 * metrics and the verifier's report: who comes in the morning looks.
 */
@Injectable()
export class NightlyReconciliation implements OnModuleInit {
  private readonly logger = new Logger('audit');

  constructor(
    private readonly database: Database,
    private readonly jobs: Jobs,
    @Inject(SETTINGS_TOKEN) private readonly settings: Settings,
  ) {}

  onModuleInit(): void {
    this.jobs.schedule({ name: 'reconciliation', everyMs: EVERY_MS, by: 'hospital', work: () => this.tonight() });
  }

  /** Compares when it is time. @param now for tests */
  async tonight(now = new Date()): Promise<void> {
    const [last] = await this.database.query<{ hours: number | null }>(HOURS_AGO, [now.toISOString()], EVERYTHING);
    const hours = last?.hours ?? Infinity;
    const clock = hospitalClock(now);
    const isNight = clock >= FROM && clock < TO;
    if (hours < (isNight ? A_NIGHT_AGO : TOO_LONG_AGO)) return;
    const session = await Session.open(this.settings.databaseDirectUrl ?? this.settings.databaseUrl!, {
      statementTimeoutMs: 0,
    });
    try {
      const result = await reconcile(session, 'audit.trail', { gently: true });
      await keepResult(session, result);
      const { total, counts } = result.findings;
      if (total === 0) return;
      const kinds = Object.entries(counts).map(([kind, count]) => `${kind} ${count}`);
      this.logger.error(`${total} rows are not what their events say (${kinds.join(', ')}): run "emr audit reconcile"`);
    } finally {
      await session.close();
    }
  }
}

const HOURS_AGO = {
  name: 'audit.reconciliation.last',
  text: `SELECT extract(epoch FROM $1::timestamptz - max(ended_at)) / 3600 AS hours FROM audit.reconciliation`,
};
