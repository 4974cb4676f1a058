import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import type { PgBoss } from 'pg-boss';
import { placesOf } from '../../kernel/error-places.js';
import { Database } from '../database/database.js';
import type { Tx } from '../database/prisma.js';

/** The queues there are. A migration makes them; the application has no right to. What fails for good goes on in `dead-letter`. */
export type QueueName = 'recurring' | 'escalation' | 'mapping';

/** What a job carries: names and ids, never what they are about. */
export type Payload = Readonly<Record<string, string | number>>;

/** When a job is due, and what keeps it from being there twice. */
export interface Sending {
  /** At once by default. */
  readonly at?: Date;
  /** Of jobs with the same key one waits and one runs; in queues whose policy says so. */
  readonly key?: string;
}

/** Does one job. What it throws is logged, and the job is tried again; it may be done twice, after a process was killed. */
export type JobHandler = (payload: Payload) => Promise<void>;

interface Worker {
  readonly handler: JobHandler;
  /** Seconds between looks at the queue. */
  readonly everySeconds: number;
  /** Jobs at once, in one process. */
  readonly atOnce: number;
}

const SCHEMA = 'pgboss';
const MISSING = {
  name: 'jobs.missing',
  text: `SELECT key FROM unnest($2::text[]) key WHERE NOT EXISTS (
    SELECT FROM pgboss.job j WHERE j.name = $1 AND j.singleton_key = key AND j.state < 'completed')`,
};
const STOP_MS = 10_000;

/**
 * The queues of background work and timers, kept by pg-boss in the hospital's database: a job is sent in the transaction of what it is
 * about, waits through restarts, and is done by one process of all. See docs/adr/0036-jobs-wait-in-the-database.md.
 */
@Injectable()
export class JobQueues implements OnModuleDestroy {
  private readonly logger = new Logger('jobs');
  private readonly workers = new Map<QueueName, Worker>();
  private starting: Promise<PgBoss> | undefined;
  private takes = false;

  constructor(private readonly database: Database) {}

  /** Says who does the jobs of a queue, in every process that takes any. */
  handle(queue: QueueName, handler: JobHandler, { everySeconds = 2, atOnce = 1 } = {}): void {
    if (this.workers.has(queue)) throw new Error(`There is a handler of the queue ${queue} already.`);
    this.workers.set(queue, { handler, everySeconds, atOnce });
  }

  /** Sends a job that is there if and only if this transaction commits. */
  async sendWithin(tx: Tx, queue: QueueName, payload: Payload, { at, key }: Sending = {}): Promise<void> {
    const boss = await this.boss();
    const executeSql = async (text: string, values: unknown[] = []) => ({
      rows: await tx.$queryRawUnsafe<unknown[]>(text, ...values),
    });
    await boss.send(queue, payload, { startAfter: at, singletonKey: key, db: { executeSql } });
  }

  /** Sends a job by itself. */
  async send(queue: QueueName, payload: Payload, { at, key }: Sending = {}): Promise<void> {
    await (await this.boss()).send(queue, payload, { startAfter: at, singletonKey: key });
  }

  /** Of some keys, those of which no job waits in a queue or runs. */
  async missing(queue: QueueName, keys: readonly string[]): Promise<string[]> {
    const rows = await this.database.queryWithoutScope<{ key: string }>(MISSING, [queue, keys]);
    return rows.map(({ key }) => key);
  }

  /** From now on this process looks for jobs, and after those that others left behind. */
  async begin(): Promise<void> {
    this.takes = true;
    const boss = await this.boss();
    for (const [queue, { everySeconds, atOnce, handler }] of this.workers) {
      await boss.work<Payload>(
        queue,
        { pollingIntervalSeconds: everySeconds, localConcurrency: atOnce },
        async ([job]) => {
          if (job) await this.told(queue, () => handler(job.data));
        },
      );
    }
  }

  /** Does what is due in a queue now, and returns how many jobs that were. For processes that do not look by themselves. */
  async workOff(queue: QueueName): Promise<number> {
    const boss = await this.boss();
    const jobs = await boss.fetch<Payload>(queue, { batchSize: 100 });
    const { handler } = this.workers.get(queue)!;
    for (const { id, data } of jobs) {
      await this.told(queue, () => handler(data)).then(
        () => boss.complete(queue, id),
        (error: unknown) => boss.fail(queue, id, { name: (error as Error).name }),
      );
    }
    return jobs.length;
  }

  /** Gives jobs back that a process took and did not end in time. It happens by itself in processes that look for jobs. */
  async giveBack(queue: QueueName): Promise<void> {
    await (await this.boss()).supervise(queue);
  }

  async onModuleDestroy(): Promise<void> {
    const boss = await this.starting?.catch(() => undefined);
    await boss?.stop({ graceful: this.takes, timeout: STOP_MS });
  }

  private async told(queue: QueueName, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      // A message may quote values; where it came from says enough.
      this.logger.error(`a job of the queue ${queue} failed and is tried again\n${placesOf(error) ?? ''}`);
      // What the job's row keeps of it likewise.
      throw new Error((error as Error).name, { cause: undefined });
    }
  }

  private boss(): Promise<PgBoss> {
    this.starting ??= this.start().catch((error: unknown) => {
      this.starting = undefined;
      throw error;
    });
    return this.starting;
  }

  /** Loaded when it is first needed: nobody waits for it when the service starts. */
  private async start(): Promise<PgBoss> {
    const { PgBoss } = await import('pg-boss');
    const executeSql = (text: string, values?: unknown[]) =>
      this.database.pool.seeing<never>(undefined, { text, values });
    const boss = new PgBoss({
      db: { executeSql },
      schema: SCHEMA,
      // The owner's work, done by a migration.
      migrate: false,
      createSchema: false,
      reindex: false,
      // Recurring work sends its next run itself: pg-boss would make a queue for its own.
      schedule: false,
      supervise: this.takes,
      monitorIntervalSeconds: 30,
      registerInstance: false,
      monitorVacuum: false,
    });
    boss.on('error', (error) => this.logger.error(`the job queues failed\n${placesOf(error) ?? ''}`));
    return boss.start();
  }
}
