import { Injectable } from '@nestjs/common';
import { Gauge, Registry } from 'prom-client';
import { Database } from '../database/database.js';

interface GivenUpRow {
  readonly jobs: number;
  readonly deliveries: number;
  readonly messages: number;
}

/**
 * Work that no process takes up again by itself, for Prometheus: each waits until a person has seen to it. One statement a scrape, by indexes of
 * such rows alone, whichever process is asked.
 */
@Injectable()
export class GivenUpMetrics {
  private readonly registry = new Registry();
  private readonly jobs = this.gauge('jobs_dead', 'Background jobs that failed for good');
  private readonly deliveries = this.gauge(
    'deliveries_dead',
    'Messages to other systems that are not tried any more, of receivers that are still to be told',
  );
  private readonly messages = this.gauge(
    'incoming_messages_kept',
    'Messages of other systems that could not be placed and wait for a person',
  );

  constructor(private readonly database: Database) {}

  /** The exposition text; empty while the database does not answer. */
  async text(): Promise<string> {
    const [row] = await this.database.queryWithoutScope<GivenUpRow>(GIVEN_UP).catch(() => []);
    if (!row) return '';
    this.jobs.set(row.jobs);
    this.deliveries.set(row.deliveries);
    this.messages.set(row.messages);
    return this.registry.metrics();
  }

  private gauge(name: string, help: string): Gauge {
    return new Gauge({ name, help, registers: [this.registry] });
  }
}

const GIVEN_UP = {
  name: 'metrics.given-up',
  text: `SELECT (SELECT count(*) FROM pgboss.job WHERE name = 'dead-letter')::int AS jobs,
      (SELECT count(*) FROM subscription s JOIN delivery_log d ON d.subscription_id = s.id AND d.state = 'dead'
        WHERE s.status = 'active')::int AS deliveries,
      (SELECT count(*) FROM message_log WHERE state = 'kept')::int AS messages`,
};
