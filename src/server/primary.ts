import cluster, { type Worker } from 'node:cluster';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { SettingsError, type Settings } from '../config/settings.js';
import { EmbeddedPostgresError } from '../database/embedded/errors.js';
import { MigrationFailed } from '../database/migration-errors.js';
import { seedWhenEmpty } from '../demo/seed.js';
import type { Sealer } from '../audit/sealing/sealer.js';
import { answerForCluster } from '../operations/metrics.js';
import { banner } from './banner.js';
import { settingsOfThisMachine } from './environment.js';
import { prepareDatabase, type PreparedDatabase } from './prepared-database.js';
import { sealerOf } from './sealing.js';
import { StartError } from './start-error.js';

const GRACE_MS = 20_000;

/** Prepares the database, starts the workers, tells the person at the terminal, and stops everything in order. */
export async function runPrimary(): Promise<void> {
  const began = performance.now();
  const log = (line: string) => process.stdout.write(`  ${line}\n`);
  let database: PreparedDatabase | undefined;
  let sealer: Sealer | undefined;
  let stopping = false;
  const stop = async (code: number) => {
    if (stopping) return;
    stopping = true;
    await stopWorkers();
    await sealer?.stop();
    await database?.stop();
    process.exit(code);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (!stopping) process.stdout.write('\n  Stopping: finishing what was accepted …\n');
      void stop(0);
    });
  }
  try {
    const asked = settingsOfThisMachine();
    await requireFreePort(asked);
    database = await prepareDatabase(asked, log);
    if (stopping) return;
    await seedWhenEmpty(database.settings, log);
    answerForCluster();
    sealer = sealerOf(database.settings, database.dataDir, (sentence) => process.stderr.write(`  ${sentence}\n`));
    sealer?.start();
    await startWorkers(
      database.settings,
      () => stopping,
      (code) => void stop(code),
    );
    if (!stopping) process.stdout.write(banner(database.settings, database.place, performance.now() - began));
  } catch (error) {
    if (stopping) return;
    process.stderr.write(`\n${sentenceOf(error)}\n`);
    await stop(1);
  }
}

/** One sentence for what an operator can mend; the stack for what only a developer can. */
function sentenceOf(error: unknown): string {
  if (error instanceof SettingsError) return `Setting wrong: ${error.message}`;
  const known = [StartError, EmbeddedPostgresError, MigrationFailed].some((kind) => error instanceof kind);
  return known ? (error as Error).message : `The service could not start: ${(error as Error).stack}`;
}

async function requireFreePort({ host, port }: Settings): Promise<void> {
  if (port === 0) {
    throw new StartError('PORT must not be 0: the workers share one port. Choose a number from 1 to 65535.');
  }
  const probe = createServer();
  try {
    probe.listen({ host, port, exclusive: true });
    await once(probe, 'listening');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE') {
      throw new StartError(`Port ${port} on ${host} is in use: stop what listens there, or set PORT to another.`);
    }
    throw new StartError(
      `Cannot listen on ${host}:${port} (${code}): set HOST and PORT to an address of this machine.`,
    );
  } finally {
    probe.close();
  }
}

async function startWorkers(
  settings: Settings,
  stopping: () => boolean,
  giveUp: (code: number) => void,
): Promise<void> {
  const fork = () =>
    cluster.fork({ DATABASE_URL: settings.databaseUrl, TOKEN_SECRET: settings.tokenSecret, DATABASE_OWNER_URL: '' });
  const started = Array.from({ length: settings.workers }, fork);
  await Promise.all(started.map(ready));
  cluster.on('exit', (worker, code, signal) => {
    if (stopping()) return;
    process.stderr.write(`Worker ${worker.process.pid} ended (${signal ?? code}); starting another.\n`);
    void sleep(500)
      .then(() => (stopping() ? undefined : ready(fork())))
      .catch(() => giveUp(1));
  });
}

async function ready(worker: Worker): Promise<void> {
  const [message] = (await Promise.race([once(worker, 'message'), once(worker, 'exit')])) as [unknown];
  if (message !== 'ready') throw new StartError('A worker could not start; its message stands above.');
}

/** Asks every worker to finish; whoever has not by the grace's end is stopped. */
async function stopWorkers(): Promise<void> {
  const workers = Object.values(cluster.workers ?? {}).filter((worker) => worker !== undefined);
  const ended = workers.filter((worker) => !worker.isDead()).map((worker) => once(worker, 'exit'));
  for (const worker of workers) if (worker.isConnected()) worker.send('stop');
  await Promise.race([Promise.all(ended), sleep(GRACE_MS)]);
  for (const worker of workers) if (!worker.isDead()) worker.process.kill('SIGKILL');
}
