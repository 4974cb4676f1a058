import { once } from 'node:events';
import { createServer } from 'node:net';
import { SettingsError } from '../platform/config/load-settings.js';
import type { Settings } from '../platform/config/settings.js';
import { EmbeddedPostgresError } from '../platform/database/embedded/errors.js';
import { MigrationFailed } from '../platform/database/migration-errors.js';
import { isDemoPassword, seedWhenEmpty } from '../demo/seed.js';
import { tlsFilesOf } from '../platform/edge/https-server.js';
import { readCertificate } from '../platform/edge/served-certificate.js';
import { requireTrustFiles } from '../platform/keys/certificates/trust-list.js';
import { answerForCluster } from '../platform/operations/cluster-metrics.js';
import { banner } from './banner.js';
import { BesideWorkers } from './beside-workers.js';
import { settingsOfThisMachine } from './environment.js';
import { prepareDatabase, type PreparedDatabase } from './prepared-database.js';
import { onReload, settingsReadAgain } from './reload.js';
import { StartError } from './start-error.js';
import { Watchdog, watchdogMetrics } from './watchdog.js';
import { Workers } from './workers.js';

/** Starts the workers, prepares the database, tells the person at the terminal, and stops everything in order. */
export async function runPrimary(): Promise<void> {
  const began = performance.now();
  const log = (line: string) => process.stdout.write(`  ${line}\n`);
  const warn = (sentence: string) => process.stderr.write(`  ${sentence}\n`);
  let database: PreparedDatabase | undefined;
  let workers: Workers | undefined;
  const beside = new BesideWorkers(warn);
  const watchdog = new Watchdog(warn);
  let stopping = false;
  const stop = async (code: number) => {
    if (stopping) return;
    stopping = true;
    await workers?.stop();
    await beside.stop();
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
    requireFiles(asked);
    await requireFreePort(asked);
    if (asked.httpPort) await requireFreePort({ ...asked, port: asked.httpPort });
    workers = new Workers(asked.workers);
    database = await prepareDatabase(asked, log);
    if (stopping) return;
    await seedWhenEmpty(database.settings, log);
    answerForCluster(async () => (await watchdogMetrics()) + (await beside.metrics()));
    await beside.seal(database.settings, database);
    await workers.serve(database.settings);
    watchdog.watch(database.settings.workerStuckSeconds);
    await beside.backUp(database.settings, database);
    onReload(
      async () => {
        if (stopping) return;
        const settings = settingsReadAgain(database!);
        requireFiles(settings);
        await workers!.renew(settings);
        watchdog.watch(settings.workerStuckSeconds);
        await beside.seal(settings, database!);
        await beside.backUp(settings, database!);
        log('Settings and secrets were read again; every worker is new.');
      },
      (error) => warn(`Not taken over: ${sentenceOf(error)}`),
    );
    const { settings, place } = database;
    const isKnown = settings.seedDemo === true && (await isDemoPassword(settings));
    if (!stopping) process.stdout.write(banner(settings, place, performance.now() - began, isKnown));
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

/** Once, before workers begin that would each end over them. */
function requireFiles(settings: Settings): void {
  requireCertificate(settings);
  requireTrust(settings);
}

function requireCertificate(settings: Settings): void {
  const files = tlsFilesOf(settings);
  if (!files) return;
  try {
    readCertificate(files);
  } catch (error) {
    throw new StartError(`TLS_CERTIFICATE, TLS_KEY: ${(error as Error).message}.`);
  }
}

/** Whom the hospital trusts is wholly read before anybody signs: half a list would refuse, or let in, the wrong ones. */
function requireTrust(settings: Settings): void {
  try {
    requireTrustFiles(settings);
  } catch (error) {
    throw new StartError(`${(error as Error).message}.`);
  }
}

async function requireFreePort({ host, port }: Pick<Settings, 'host' | 'port'>): Promise<void> {
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
