import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { loadSettings } from '../platform/config/load-settings.js';
import { beat } from './heartbeat.js';
import { leave } from './leaving.js';

const BEGIN_AGAIN_MS = 10_000;

/** Serves requests until the primary says stop, or is gone; what was accepted is finished first. */
export async function runWorker(): Promise<void> {
  // The terminal sends Ctrl-C to every process of the group; the primary decides when a worker stops.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
  const told = once(process, 'message'); // heard from now on: loading the program takes longer than the primary may
  const [
    { createApplication },
    { Coverage },
    { createLogger },
    { placesOf },
    { Jobs },
    { MllpListener },
    { listenPlainly },
  ] = await Promise.all([
    import('../application.js'),
    import('../platform/database/definitions/coverage.js'),
    import('../platform/edge/logging.js'),
    import('../kernel/error-places.js'),
    import('../platform/jobs/jobs.js'),
    import('../integration/hl7v2/mllp/mllp.listener.js'),
    import('../platform/edge/plain-http.js'),
  ]);
  Object.assign(process.env, (await told)[0]);

  const settings = loadSettings(process.env);
  const logger = createLogger(settings);
  process.on('unhandledRejection', (reason) => {
    logger.fatal({ stack: placesOf(reason) }, 'unhandled rejection');
    process.exit(1);
  });
  const app = await createApplication(settings, logger);
  // Where a write could escape the trail, not even the first is taken.
  await app.get(Coverage).look();
  await app.listen(settings.port, settings.host);
  const plain = await listenPlainly(settings);
  const messages = app.get(MllpListener);
  await messages.listen();

  const stop = async () => {
    plain?.close();
    await messages.close();
    await app.close().catch((error: unknown) => logger.error({ stack: placesOf(error) }, 'did not close cleanly'));
    process.exit(0);
  };
  process.on('message', (message) => {
    if (message === 'stop') void stop();
    if (message === 'leave') void leave(app.getHttpServer()).then(stop);
  });
  process.on('disconnect', () => void stop());
  process.send?.('ready');
  beat();
  // Nobody waits for it: what is due has waited longer.
  const jobs = app.get(Jobs);
  const begin = (): Promise<unknown> =>
    jobs.begin().catch((error: unknown) => {
      logger.error({ stack: placesOf(error) }, 'background work did not begin; trying again');
      return sleep(BEGIN_AGAIN_MS, undefined, { ref: false }).then(begin);
    });
  await begin();
}
