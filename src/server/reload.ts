import type { Settings } from '../platform/config/settings.js';
import { settingsOfThisMachine } from './environment.js';
import { completed, type PreparedDatabase } from './prepared-database.js';

/** Settings and secrets as they stand now, for the database that is served already. @throws SettingsError */
export function settingsReadAgain({ settings, dataDir }: PreparedDatabase): Settings {
  const { databaseUrl, databaseSealerUrl, seedDemo, dataDir: folder } = settings;
  return completed(settingsOfThisMachine(), dataDir, {
    databaseUrl: databaseUrl!,
    databaseSealerUrl,
    seedDemo: seedDemo!,
    folder,
  });
}

/** On SIGUSR2 does the work, one after the other; when it fails the service goes on as it is. */
export function onReload(work: () => Promise<void>, failed: (error: unknown) => void): void {
  let last = Promise.resolve();
  process.on('SIGUSR2', () => {
    last = last.then(work).catch(failed);
  });
}
