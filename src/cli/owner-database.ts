import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Settings } from '../platform/config/settings.js';
import { clusterOf } from '../platform/database/embedded/first-start.js';
import { runningEmbeddedPostgres, startEmbeddedPostgres } from '../platform/database/embedded/start.js';
import { HANDED_OVER } from '../platform/backup/wal-archive.js';
import { dataDirOf, settingsOfThisMachine } from '../server/environment.js';
import { databaseFolderOf, ownFolderOf, separateOwnFiles } from '../server/own-files.js';
import { requireSameHospital } from '../server/same-hospital.js';
import { StartError } from '../server/start-error.js';

export interface Connections {
  readonly ownerUrl: string;
  readonly appUrl: string;
  /** A role that may create databases, for the schema check's scratch database. */
  readonly adminUrl: string;
  /** Where keys and other generated files lie. */
  readonly dataDir: string;
}

const print = (line: string) => process.stderr.write(`${line}\n`);

/**
 * Runs work on the hospital's database, or on the embedded one: the running one, else started for the while.
 * @param readsOnly the auditor's role is enough, where it is given
 * @param mustExist refuses where no embedded database has been made yet, instead of making one
 */
export async function withDatabase<T>(
  work: (connections: Connections, settings: Settings) => Promise<T>,
  { mustExist = false, readsOnly = false } = {},
): Promise<T> {
  const settings = settingsOfThisMachine();
  const ownerUrl = (readsOnly ? settings.databaseAuditorUrl : undefined) ?? settings.databaseOwnerUrl;
  if (settings.databaseUrl || ownerUrl) {
    if (!ownerUrl) {
      throw new StartError('Set DATABASE_OWNER_URL: this command works as the owner role.');
    }
    const { databaseUrl: appUrl = ownerUrl } = settings;
    await requireSameHospital(ownerUrl, settings);
    return work({ ownerUrl, appUrl, adminUrl: ownerUrl, dataDir: dataDirOf(settings) }, settings);
  }
  const asked = dataDirOf(settings);
  const running = runningEmbeddedPostgres(databaseFolderOf(asked));
  if (running) {
    await requireSameHospital(running.ownerUrl, settings);
    return work({ ...running, adminUrl: running.superuserUrl, dataDir: ownFolderOf(asked, running.dataDir) }, settings);
  }
  if (mustExist && !existsSync(join(clusterOf(databaseFolderOf(asked)), 'PG_VERSION'))) {
    throw new StartError(`There is no database in ${asked}: set DATABASE_OWNER_URL or DATA_DIR.`);
  }
  separateOwnFiles(asked);
  // What is written now belongs into the backup's log as well.
  const archiveIn = settings.backupDir ? HANDED_OVER : undefined;
  const postgres = await startEmbeddedPostgres({ dataDir: databaseFolderOf(asked), archiveIn, log: print });
  try {
    await requireSameHospital(postgres.ownerUrl, settings);
    return await work(
      { ...postgres, adminUrl: postgres.superuserUrl, dataDir: ownFolderOf(asked, postgres.dataDir) },
      settings,
    );
  } finally {
    await postgres.stop();
  }
}
