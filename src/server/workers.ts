import cluster, { type Worker } from 'node:cluster';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { environmentOfSecrets } from '../platform/config/load-settings.js';
import type { Settings } from '../platform/config/settings.js';
import { StartError } from './start-error.js';

const GRACE_MS = 20_000;
const PAUSE_MS = 500;

/** What the primary finds out after the workers were started, as variables of the environment. */
type Environment = Readonly<Record<string, string>>;

const environmentOf = (settings: Settings): Environment => ({
  ...environmentOfSecrets(settings),
  ...(settings.secondFactor && { SECOND_FACTOR: settings.secondFactor }),
  SEED_DEMO: String(settings.seedDemo ?? false),
  DATABASE_OWNER_URL: '',
  DATABASE_SEALER_URL: '',
});

/**
 * The processes that serve. They start first and load the program, which takes longer than anything else, while the primary
 * prepares the database; they serve once they are told where it is.
 */
export class Workers {
  private readonly starting: { worker: Worker; ready: Promise<void> }[];
  private environment: Environment | undefined;
  private stopping = false;
  /** Ids of workers whose place was taken, and of those that have yet to show that they can take one: nobody replaces them. */
  private readonly leaving = new Set<number>();
  private readonly unproven = new Set<number>();

  constructor(
    count: number,
    private readonly giveUp: () => void,
  ) {
    this.starting = Array.from({ length: count }, () => this.start());
  }

  /** Lets them serve; resolves when every one of them does. @throws StartError when one cannot */
  async serve(settings: Settings): Promise<void> {
    this.environment = environmentOf(settings);
    for (const { worker } of this.starting) if (worker.isConnected()) worker.send(this.environment);
    await Promise.all(this.starting.map(({ ready }) => ready));
    cluster.on('exit', (worker, code, signal) => void this.replace(worker, signal ?? code));
  }

  /**
   * Puts a new worker in the place of each, one after the other, so that someone serves all the while.
   * @throws StartError when one cannot start; whoever served goes on, with the settings they have
   */
  async renew(settings: Settings): Promise<void> {
    const before = this.environment;
    this.environment = environmentOf(settings);
    for (const old of workersAlive()) {
      const { worker, ready } = this.start();
      this.unproven.add(worker.id);
      try {
        await ready;
      } catch (error) {
        this.environment = before;
        throw error;
      }
      this.unproven.delete(worker.id);
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

  private start(): { worker: Worker; ready: Promise<void> } {
    const worker = cluster.fork({ DATABASE_OWNER_URL: '', DATABASE_SEALER_URL: '' });
    const ready = begun(worker);
    ready.catch(() => undefined); // told by serve()
    if (this.environment) worker.send(this.environment);
    return { worker, ready };
  }

  private async replace(worker: Worker, reason: string | number): Promise<void> {
    if (this.stopping || this.leaving.delete(worker.id) || this.unproven.delete(worker.id)) return;
    process.stderr.write(`Worker ${worker.process.pid} ended (${reason}); starting another.\n`);
    await sleep(PAUSE_MS);
    if (!this.stopping) await this.start().ready.catch(this.giveUp);
  }
}

const workersAlive = (): Worker[] =>
  Object.values(cluster.workers ?? {}).filter((worker) => worker !== undefined && !worker.isDead()) as Worker[];

async function begun(worker: Worker): Promise<void> {
  const [message] = (await Promise.race([once(worker, 'message'), once(worker, 'exit')])) as [unknown];
  if (message !== 'ready') throw new StartError('A worker could not start; its message stands above.');
}
