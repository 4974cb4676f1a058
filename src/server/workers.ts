import cluster, { type Worker } from 'node:cluster';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { elementAt } from '../kernel/list.js';
import { environmentOfSecrets } from '../platform/config/load-settings.js';
import type { Settings } from '../platform/config/settings.js';
import { endWhatNobodyTakes } from './handed-over.js';
import { StartError } from './start-error.js';
import { servesWithin } from './start-limit.js';

const GRACE_MS = 20_000;
/** From the end of a worker to the start of the next, in milliseconds, the more the more in its place ended soon; the last stays. */
const PAUSES_MS = [200, 500, 1000, 2000, 5000];
/** One that served for so long has ended for a reason of its own. */
const STEADY_MS = 30_000;
/** From the moment that it is told to serve until it does: one that takes longer, with the machine at its worst, never will. */
const MOST_STARTING_MS = 120_000;
/** Times that a worker which is killed while the service starts is started again: by the system, which is out of memory, say. */
const MOST_AT_START = 5;

/** What the primary finds out after the workers were started, as variables of the environment. */
type Environment = Readonly<Record<string, string>>;

const environmentOf = (settings: Settings): Environment => ({
  ...environmentOfSecrets(settings),
  ...(settings.secondFactor && { SECOND_FACTOR: settings.secondFactor }),
  // The demo shows how other systems are told, on this machine alone.
  ...(settings.seedDemo &&
    settings.outgoingHosts.length === 0 && { OUTGOING_HOSTS: '127.0.0.1', OUTGOING_HTTP: 'true' }),
  SEED_DEMO: String(settings.seedDemo ?? false),
  DATA_DIR: settings.dataDir,
  DATABASE_OWNER_URL: '',
  DATABASE_SEALER_URL: '',
});

/**
 * What of a worker's memory is young, in MB a half: V8 takes twice 64 on a large machine and gives none of it back, while what requests leave
 * behind fits into these; halves of 16 are collected so often that it costs a tenth of the CPU.
 */
const YOUNG_MB = 32;
/** Places that the C library takes memory from: as many as the machine wants, each keeps what its busiest moment needed. */
const ARENAS = '2';

interface Starting {
  readonly worker: Worker;
  readonly ready: Promise<void>;
}

/**
 * The processes that serve. They start first and load the program, which takes longer than anything else, while the primary
 * prepares the database; they serve once they are told where it is. One that ends is replaced, for as long as it takes.
 */
export class Workers {
  private readonly starting: readonly Starting[];
  private environment: Environment | undefined;
  private stopping = false;
  /** Ids of workers whose place was taken, and of those that have yet to show that they can take one: nobody replaces them. */
  private readonly leaving = new Set<number>();
  private readonly unproven = new Set<number>();
  /** When each began to serve, and how many before it in its place ended soon. */
  private readonly serving = new Map<number, { readonly since: number; readonly soonOver: number }>();

  constructor(count: number) {
    cluster.setupPrimary({ execArgv: [...process.execArgv, `--max-semi-space-size=${YOUNG_MB}`] });
    this.starting = Array.from({ length: count }, () => this.start());
  }

  /** Lets them serve; resolves when every one of them does. @throws StartError when one cannot */
  async serve(settings: Settings): Promise<void> {
    this.environment = environmentOf(settings);
    cluster.on('exit', (worker, code, signal) => void this.replace(worker, signal ?? code));
    for (const { worker } of this.starting) if (worker.isConnected()) worker.send(this.environment);
    await Promise.all(this.starting.map((one) => this.first(one)));
  }

  /**
   * Puts a new worker in the place of each, one after the other, so that someone serves all the while.
   * @throws StartError when one cannot start; whoever served goes on, with the settings they have
   */
  async renew(settings: Settings): Promise<void> {
    const before = this.environment;
    this.environment = environmentOf(settings);
    for (const old of workersAlive()) {
      try {
        await this.proven(this.start());
      } catch (error) {
        this.environment = before;
        throw error;
      }
      this.leaving.add(old.id);
      await this.retire([old], 'leave');
    }
  }

  /** Asks every worker to finish, or stops whoever serves nobody yet. */
  async stop(): Promise<void> {
    this.stopping = true;
    const workers = workersAlive();
    if (this.environment) return this.retire(workers, 'stop');
    for (const worker of workers) worker.process.kill('SIGKILL');
    await Promise.all(workers.map((worker) => once(worker, 'exit')));
  }

  /** Asks workers to finish, at once or when their callers have come back elsewhere; whoever has not by the grace's end is stopped. */
  private async retire(workers: readonly Worker[], how: 'stop' | 'leave'): Promise<void> {
    const ended = workers.map((worker) => once(worker, 'exit'));
    for (const worker of workers) if (worker.isConnected()) worker.send(how);
    await Promise.race([Promise.all(ended), sleep(GRACE_MS)]);
    for (const worker of workers) if (!worker.isDead()) worker.process.kill('SIGKILL');
  }

  private start(): Starting {
    const memory = { MALLOC_ARENA_MAX: process.env.MALLOC_ARENA_MAX ?? ARENAS };
    const worker = cluster.fork({ DATABASE_OWNER_URL: '', DATABASE_SEALER_URL: '', ...memory });
    this.unproven.add(worker.id);
    // A word to one that has just died is an error of its channel; its end is told by its exit.
    worker.on('error', () => undefined);
    endWhatNobodyTakes(worker);
    const ready = begun(worker);
    ready.catch(() => undefined); // told by whoever waits for it
    if (this.environment) worker.send(this.environment);
    return { worker, ready };
  }

  /** Resolves when it serves. @throws StartError when it ends before that */
  private async proven({ worker, ready }: Starting, soonOver = 0): Promise<void> {
    await servesWithin(ready, MOST_STARTING_MS, () => worker.process.kill('SIGKILL'));
    this.serving.set(worker.id, { since: performance.now(), soonOver });
    this.unproven.delete(worker.id);
    if (worker.isDead()) throw new StartError('A worker ended as soon as it had begun.');
  }

  /** One that somebody killed is started again; one that ended by itself has said what is wrong. */
  private async first(one: Starting): Promise<void> {
    for (let attempt = 1, next = one; !this.stopping; attempt += 1, next = this.start()) {
      try {
        await this.proven(next);
        return;
      } catch (error) {
        if (next.worker.process.signalCode === null || attempt === MOST_AT_START) throw error;
        process.stderr.write(`Worker ${next.worker.process.pid} was killed while it started; starting another.\n`);
        await sleep(pauseAfter(attempt - 1));
      }
    }
  }

  private async replace(worker: Worker, reason: string | number): Promise<void> {
    const { since, soonOver } = this.serving.get(worker.id) ?? { since: 0, soonOver: 0 };
    this.serving.delete(worker.id);
    if (this.stopping || this.leaving.delete(worker.id) || this.unproven.delete(worker.id)) return;
    process.stderr.write(`Worker ${worker.process.pid} ended (${reason}); starting another.\n`);
    await this.another(performance.now() - since < STEADY_MS ? soonOver + 1 : 0);
  }

  /** Until one serves: what keeps it from that (no database, no memory) may pass, and whoever still serves goes on. */
  private async another(attempts: number): Promise<void> {
    for (let attempt = attempts; ; attempt += 1) {
      await sleep(pauseAfter(attempt));
      if (this.stopping) return;
      const next = this.start();
      try {
        await this.proven(next, attempt);
        return;
      } catch {
        process.stderr.write(`Worker ${next.worker.process.pid} did not begin to serve; trying again.\n`);
      }
    }
  }
}

const pauseAfter = (attempts: number): number => elementAt(PAUSES_MS, Math.min(attempts, PAUSES_MS.length - 1));

const workersAlive = (): Worker[] =>
  Object.values(cluster.workers ?? {}).filter((worker) => worker !== undefined && !worker.isDead()) as Worker[];

/** @throws StartError when it ends before it serves. What else it says meanwhile, metrics say, does not count. */
function begun(worker: Worker): Promise<void> {
  return new Promise((resolve, reject) => {
    worker.on('message', (message) => message === 'ready' && resolve());
    worker.once('exit', () => reject(new StartError('A worker could not start; its message stands above.')));
  });
}
