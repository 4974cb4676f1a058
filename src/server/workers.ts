import cluster, { type Worker } from 'node:cluster';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Settings } from '../config/settings.js';
import { StartError } from './start-error.js';

const GRACE_MS = 20_000;
const PAUSE_MS = 500;

/** What the primary finds out after the workers were started, as settings of the environment. */
export interface Told {
  readonly DATABASE_URL: string;
  readonly TOKEN_SECRET: string;
  readonly SECOND_FACTOR?: string;
  readonly SECOND_FACTOR_KEYS?: string;
}

/**
 * The processes that serve. They start first and load the program, which takes longer than anything else, while the primary
 * prepares the database; they serve once they are told where it is.
 */
export class Workers {
  private readonly starting: { worker: Worker; ready: Promise<void> }[];
  private told: Told | undefined;
  private stopping = false;

  constructor(
    count: number,
    private readonly giveUp: () => void,
  ) {
    this.starting = Array.from({ length: count }, () => this.start());
  }

  /** Lets them serve; resolves when every one of them does. @throws StartError when one cannot */
  async serve(settings: Settings): Promise<void> {
    this.told = {
      DATABASE_URL: settings.databaseUrl!,
      TOKEN_SECRET: settings.tokenSecret!,
      SECOND_FACTOR: settings.secondFactor,
      SECOND_FACTOR_KEYS: settings.secondFactorKeys,
    };
    for (const { worker } of this.starting) if (worker.isConnected()) worker.send(this.told);
    await Promise.all(this.starting.map(({ ready }) => ready));
    cluster.on('exit', (worker, code, signal) => void this.replace(worker, signal ?? code));
  }

  /** Asks every worker to finish; whoever has not by the grace's end, or serves nobody yet, is stopped. */
  async stop(): Promise<void> {
    this.stopping = true;
    const workers = Object.values(cluster.workers ?? {}).filter((worker) => worker !== undefined);
    const kill = () => workers.forEach((worker) => worker.isDead() || worker.process.kill('SIGKILL'));
    const ended = workers.filter((worker) => !worker.isDead()).map((worker) => once(worker, 'exit'));
    if (!this.told) kill();
    else for (const worker of workers) if (worker.isConnected()) worker.send('stop');
    await Promise.race([Promise.all(ended), sleep(GRACE_MS)]);
    kill();
  }

  private start(): { worker: Worker; ready: Promise<void> } {
    const worker = cluster.fork({ DATABASE_OWNER_URL: '' });
    const ready = begun(worker);
    ready.catch(() => undefined); // told by serve()
    if (this.told) worker.send(this.told);
    return { worker, ready };
  }

  private async replace(worker: Worker, reason: string | number): Promise<void> {
    if (this.stopping) return;
    process.stderr.write(`Worker ${worker.process.pid} ended (${reason}); starting another.\n`);
    await sleep(PAUSE_MS);
    if (!this.stopping) await this.start().ready.catch(this.giveUp);
  }
}

async function begun(worker: Worker): Promise<void> {
  const [message] = (await Promise.race([once(worker, 'message'), once(worker, 'exit')])) as [unknown];
  if (message !== 'ready') throw new StartError('A worker could not start; its message stands above.');
}
