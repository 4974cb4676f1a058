import { parseArgs } from 'node:util';
import { runningEmbeddedPostgres } from '../platform/database/embedded/start.js';
import { dataDirOf, settingsOfThisMachine } from '../server/environment.js';
import { databaseFolderOf } from '../server/own-files.js';
import { USAGE } from './usage.js';

/** Prints the URL of a role of the running database. */
export function runDb(words: readonly string[]): Promise<number> {
  const { positionals, values } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: { role: { type: 'string', default: 'app' } },
  });
  if (positionals.join(' ') !== 'url' || !['owner', 'app', 'sealer', 'admin'].includes(values.role)) {
    throw new Error(`Usage: ${USAGE.db}`);
  }
  const settings = settingsOfThisMachine();
  const known = settings.databaseUrl
    ? {
        ownerUrl: settings.databaseOwnerUrl,
        appUrl: settings.databaseUrl,
        sealerUrl: settings.databaseSealerUrl,
        superuserUrl: undefined,
      }
    : runningEmbeddedPostgres(databaseFolderOf(dataDirOf(settings)));
  const url = { owner: known?.ownerUrl, app: known?.appUrl, sealer: known?.sealerUrl, admin: known?.superuserUrl }[
    values.role
  ];
  if (!url) {
    throw new Error(
      known
        ? 'The settings name no such URL (DATABASE_OWNER_URL?).'
        : 'The embedded database is not running: start it with npm start.',
    );
  }
  console.log(url);
  return Promise.resolve(0);
}
