import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Jobs } from '../jobs/jobs.js';
import { ClientsQueries } from '../clients/clients.queries.js';
import { RateLimits } from '../limits/rate-limits.js';
import { SignInTally } from '../security/sign-in-tally.js';
import { Database } from '../database/database.js';

const EVERY_MS = 15 * 60_000;

/**
 * Housekeeping, by one process of all: forgets answers and failed sign-ins older than 24 h and
 * assertions that expired, makes the coming months' partitions.
 */
@Injectable()
export class Housekeeping implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly clients: ClientsQueries,
    private readonly rates: RateLimits,
    private readonly tally: SignInTally,
    private readonly jobs: Jobs,
  ) {}

  onModuleInit(): void {
    this.jobs.schedule({ name: 'housekeeping', everyMs: EVERY_MS, by: 'hospital', work: () => this.clean() });
  }

  /** Deletes in small batches, skipping rows another process holds. */
  async clean(): Promise<void> {
    await this.database.query(FORGET);
    await this.tally.forgetOld();
    await this.clients.forgetExpired();
    await this.rates.forget();
    await this.database.query(PARTITIONS);
  }
}

const FORGET = {
  name: 'idempotency.forget',
  text: 'SELECT forget_answers()',
};
const PARTITIONS = { name: 'audit.partitions', text: 'SELECT audit.ensure_partitions(3)' };
