import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { placesOf } from '../../kernel/error-places.js';
import { postgresError } from '../database/postgres-error.js';
import type { Job } from './job.js';
import { JobMetrics } from './job-metrics.js';
import { JobQueues } from './job-queues.js';

/** Recurring work that one process does at once; a long run does not keep the others waiting. */
const AT_ONCE = 3;
const LOOK_EVERY_SECONDS = 10;
/** How often each process looks whether the next run of all that recurs is in the queue, whoever took it out. */
const KEPT_EVERY_MS = 60_000;

/**
 * The one home of background work. Each job has a name, and its failures are logged and counted: `job_runs_total{job,outcome}` and
 * `job_last_success_timestamp_seconds{job}` in the metrics. What is the hospital's is a job in the queue `recurring`, which sends its next
 * run when it ends, so that it goes on whichever process was killed; what is a process's own is a timer in it.
 */
@Injectable()
export class Jobs implements OnModuleInit, OnModuleDestroy {
  private readonly logger = new Logger('jobs');
  private readonly timers = new Map<string, NodeJS.Timeout>();
  private readonly recurring = new Map<string, Job>();
  private readonly running = new Map<string, Promise<void>>();
  /** How often each job has failed since it last went well. */
  private readonly failures = new Map<string, number>();

  constructor(
    private readonly queues: JobQueues,
    private readonly metrics: JobMetrics,
  ) {}

  onModuleInit(): void {
    this.queues.handle('recurring', ({ name }) => this.again(String(name)), {
      everySeconds: LOOK_EVERY_SECONDS,
      atOnce: AT_ONCE,
    });
  }

  /** Runs a job from now on, for the first time after its interval. @throws Error when its name is taken */
  schedule(job: Job): void {
    if (this.timers.has(job.name) || this.recurring.has(job.name)) {
      throw new Error(`There is a job ${job.name} already.`);
    }
    if (job.by === 'hospital') this.recurring.set(job.name, job);
    else this.timers.set(job.name, setInterval(() => void this.run(job), job.everyMs).unref());
  }

  /** This process takes its part in what is the hospital's. */
  async begin(): Promise<void> {
    for (const job of this.recurring.values()) await this.sendNext(job);
    this.schedule({ name: 'recurring-work', everyMs: KEPT_EVERY_MS, by: 'process', work: () => this.sendMissing() });
    await this.queues.begin();
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

  /** A run of recurring work, and the sending of its next. What this version does not know, or is set to leave, ends here. */
  private async again(name: string): Promise<void> {
    const job = this.recurring.get(name);
    if (!job) return;
    await this.run(job);
    await this.sendNext(job);
  }

  /** Sends the next run of recurring work of which none waits. */
  async sendMissing(): Promise<void> {
    for (const name of await this.queues.missing('recurring', [...this.recurring.keys()])) {
      await this.sendNext(this.recurring.get(name)!);
    }
  }

  private sendNext({ name, everyMs }: Job): Promise<void> {
    return this.queues.send('recurring', { name }, { key: name, at: new Date(Date.now() + everyMs) });
  }

  private async attempt(job: Job): Promise<void> {
    try {
      await job.work();
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
