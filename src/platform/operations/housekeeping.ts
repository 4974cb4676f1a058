import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { ClientsQueries } from '../clients/clients.queries.js';
import { RateLimits } from '../limits/rate-limits.js';
import { Database } from '../database/database.js';

const EVERY_MS = 15 * 60_000;

/**
 * Housekeeping that any process may do at any time: forgets answers and failed sign-ins older than 24 h and
 * assertions that expired, makes the coming months' partitions.
 */
@Injectable()
export class Housekeeping implements OnModuleInit, OnModuleDestroy {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly database: Database,
    private readonly clients: ClientsQueries,
    private readonly rates: RateLimits,
  ) {}

  onModuleInit(): void {
    this.timer = setInterval(() => void this.clean().catch(() => undefined), EVERY_MS);
    this.timer.unref();
  }

  /** Deletes in small batches, skipping rows another process holds. */
  async clean(): Promise<void> {
    await this.database.query(FORGET);
    await this.database.query(FORGIVE);
    await this.clients.forgetExpired();
    await this.rates.forget();
    await this.database.query(PARTITIONS);
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }
}

const FORGET = {
  name: 'idempotency.forget',
  text: 'SELECT forget_answers()',
};
const FORGIVE = {
  name: 'sign-in.forget',
  text: `DELETE FROM sign_in_tally WHERE (name_hash, address) IN (
    SELECT name_hash, address FROM sign_in_tally WHERE last_failed_at < now() - interval '1 day'
    LIMIT 5000 FOR UPDATE SKIP LOCKED)`,
};
const PARTITIONS = { name: 'audit.partitions', text: 'SELECT audit.ensure_partitions(3)' };
