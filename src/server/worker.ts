import { loadSettings } from '../config/settings.js';
import { createApplication } from '../application.js';
import { createLogger } from '../http/logging.js';

/** Serves requests until the primary says stop, or is gone; what was accepted is finished first. */
export async function runWorker(): Promise<void> {
  const settings = loadSettings(process.env);
  const logger = createLogger(settings);
  // The terminal sends Ctrl-C to every process of the group; the primary decides when a worker stops.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
  process.on('unhandledRejection', (reason) => {
    logger.fatal({ stack: (reason as Error | undefined)?.stack }, 'unhandled rejection');
    process.exit(1);
  });
  const app = await createApplication(settings, logger);
  await app.listen(settings.port, settings.host);

  const stop = async () => {
    await app.close().catch((error: Error) => logger.error({ stack: error.stack }, 'did not close cleanly'));
    process.exit(0);
  };
  process.on('message', (message) => message === 'stop' && void stop());
  process.on('disconnect', () => void stop());
  process.send?.('ready');
}
