import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { placesOf } from '../../kernel/error-places.js';
import { Database } from '../database/database.js';
import { postgresError } from '../database/postgres-error.js';
import type { Job } from './job.js';
import { JobMetrics } from './job-metrics.js';

/**
 * The one home of background work. Each job has a name, runs on its schedule in this process, and its failures are logged and counted:
 * `job_runs_total{job,outcome}` and `job_last_success_timestamp_seconds{job}` in the metrics.
 */
@Injectable()
export class Jobs implements OnModuleDestroy {
  private readonly logger = new Logger('jobs');
  private readonly timers = new Map<string, NodeJS.Timeout>();
  private readonly running = new Map<string, Promise<void>>();
  /** How often each job has failed since it last went well. */
  private readonly failures = new Map<string, number>();

  constructor(
    private readonly database: Database,
    private readonly metrics: JobMetrics,
  ) {}

  /** Runs a job from now on, for the first time after its interval. @throws Error when its name is taken */
  schedule(job: Job): void {
    if (this.timers.has(job.name)) throw new Error(`There is a job ${job.name} already.`);
    this.timers.set(job.name, setInterval(() => void this.run(job), job.everyMs).unref());
  }

  /** One run now, unless one is under way: then that one. Never rejects. */
  run(job: Job): Promise<void> {
    const under = this.running.get(job.name);
    if (under) return under;
    const run = this.attempt(job).finally(() => this.running.delete(job.name));
    this.running.set(job.name, run);
    return run;
  }

  /** No run begins any more, and those under way have ended. */
  async onModuleDestroy(): Promise<void> {
    for (const timer of this.timers.values()) clearInterval(timer);
    this.timers.clear();
    await Promise.all(this.running.values());
  }

  private async attempt(job: Job): Promise<void> {
    try {
      if (job.alone) await this.database.alone(`job ${job.name}`, () => job.work());
      else await job.work();
      this.succeeded(job.name);
    } catch (error) {
      this.failed(job.name, error);
    }
  }

  private succeeded(name: string): void {
    this.metrics.succeeded(name);
    const failures = this.failures.get(name);
    if (!failures) return;
    this.failures.delete(name);
    this.logger.warn(`job ${name} works again after ${failures} failed runs`);
  }

  /** Logs the first of a row of failures: a job that runs four times a second would fill the log while the database is away. */
  private failed(name: string, error: unknown): void {
    this.metrics.failed(name);
    const failures = (this.failures.get(name) ?? 0) + 1;
    this.failures.set(name, failures);
    if (failures > 1) return;
    const { code } = postgresError(error) ?? {};
    // A message may quote the values it is about; where it came from and the SQL state say enough.
    this.logger.error(`job ${name} failed${code ? ` (SQL state ${code})` : ''}\n${placesOf(error) ?? ''}`);
  }
}
