import { chmodSync, chownSync, existsSync, lstatSync, mkdirSync, readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { accountForPostgres } from '../platform/database/embedded/account.js';
import { DataFolderUnusable } from '../platform/database/embedded/errors.js';
import { clusterOf } from '../platform/database/embedded/first-start.js';
import { possibleFolders } from '../platform/database/embedded/place.js';
import { runningPostmaster } from '../platform/database/embedded/postmaster-file.js';
import { CACHE_ROOT } from '../platform/database/embedded/start.js';

/** What the service keeps in the data folder: secrets, and what seals the trail. */
const OWN =
  /^(token-secret|token-secret-accepted|second-factor-keys|metrics-token|service\.json|audit-signing-key\.pem.*|witness)$/;
/** What belongs to the embedded database. */
const OF_DATABASE =
  /^(cluster.*|credentials\.json.*|port|log|supervisor.*|follows\.json.*|followers\.json.*|elsewhere\.json.*|listening\.json.*|primary\.crt|superseded\.json.*|wal-handed-over|wal-restored|restore-drill.*|initdb-password|\.s\.PGSQL\..*)$/;
const FOLDER = 'postgres';

const isRoot = (): boolean => process.getuid?.() === 0;

/**
 * Where the embedded database lies for this DATA_DIR. Started by root, PostgreSQL runs as another account, which owns its folder and so
 * could replace whatever lies in it: it gets a folder of its own below, and DATA_DIR with the secrets stays root's.
 */
export function databaseFolderOf(dataDir: string): string {
  return !isRoot() || existsSync(clusterOf(dataDir)) ? dataDir : join(dataDir, FOLDER);
}

/** Where the secrets and keys lie, the database being there. */
export const ownFolderOf = (dataDir: string, database: string): string => (isRoot() ? dataDir : database);

/**
 * For root, before the embedded database starts: makes DATA_DIR root's, and takes apart one of an earlier version, which the database's
 * account owned. Nothing is done while a server of that version runs there.
 * @throws {DataFolderUnusable} when the folder holds something else, or a secret that the database's account wrote
 */
export function separateOwnFiles(dataDir: string, cacheRoot = CACHE_ROOT): void {
  if (!isRoot() || runningPostmaster(clusterOf(dataDir))) return;
  takeFolder(dataDir);
  comeBack(dataDir, cacheRoot);
  giveTheDatabaseItsFolder(dataDir);
  refuseForged(dataDir);
}

function takeFolder(dataDir: string): void {
  const foreign = namesIn(dataDir).filter((name) => !OWN.test(name) && !OF_DATABASE.test(name) && name !== FOLDER);
  if (foreign.length > 0) {
    throw new DataFolderUnusable(`The data folder ${dataDir} holds other files: choose an empty one.`);
  }
  chownSync(dataDir, 0, 0);
  // The account must pass through to its own folder; what else is here it can neither list nor replace.
  chmodSync(dataDir, 0o711);
}

/** What is in the folder, which is made when missing. */
function namesIn(dataDir: string): string[] {
  try {
    mkdirSync(dataDir, { recursive: true });
    return readdirSync(dataDir);
  } catch (cause) {
    throw new DataFolderUnusable(`The data folder ${dataDir} cannot be written (${String(cause)}).`, { cause });
  }
}

/** The cluster goes last: until it is there, the old place counts. */
function giveTheDatabaseItsFolder(dataDir: string): void {
  if (!existsSync(clusterOf(dataDir))) return;
  const { ids } = accountForPostgres();
  const folder = join(dataDir, FOLDER);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (ids) chownSync(folder, ids.uid, ids.gid);
  const names = readdirSync(dataDir).filter((name) => OF_DATABASE.test(name));
  for (const name of [...names.filter((one) => one !== 'cluster'), 'cluster']) {
    renameSync(join(dataDir, name), join(folder, name));
  }
}

/** Where PostgreSQL's account could not enter DATA_DIR, all lay elsewhere: the secrets come back, the database stays, under its new name. */
function comeBack(dataDir: string, cacheRoot: string): void {
  const [, before] = possibleFolders(dataDir, cacheRoot);
  if (!existsSync(clusterOf(before)) || runningPostmaster(clusterOf(before))) return;
  for (const name of readdirSync(before).filter((one) => OWN.test(one))) {
    if (!existsSync(join(dataDir, name))) renameSync(join(before, name), join(dataDir, name));
  }
  const [, now] = possibleFolders(join(dataDir, FOLDER), cacheRoot);
  if (!existsSync(now)) renameSync(before, now);
}

/** Whatever the database's account wrote in the place of a secret is not taken for one. */
function refuseForged(dataDir: string): void {
  const { ids } = accountForPostgres();
  for (const name of readdirSync(dataDir).filter((one) => OWN.test(one))) {
    const file = join(dataDir, name);
    const { uid } = lstatSync(file);
    if (ids && uid === ids.uid) {
      throw new DataFolderUnusable(
        `${file} was written by the account of the database: bring it back from its copy, or give it to root when it is yours.`,
      );
    }
  }
}
