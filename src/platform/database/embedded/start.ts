import { chownSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Account, accountForPostgres } from './account.js';
import { findBinaries } from './binaries.js';
import { type Credentials, readCredentials, throughSocket, urlFor } from './credentials.js';
import { DataFolderUnusable, EmbeddedPostgresError, hasCode } from './errors.js';
import { clusterOf, ensureCluster, ensureLimits, ensureSealingRole, isStandby, type Site } from './first-start.js';
import { keepRunning } from './keep-running.js';
import { possibleFolders, prepareDataFolder } from './place.js';
import { choosePort } from './port.js';
import { clearAway, runningPostmaster } from './postmaster-file.js';
import { type Server, startOnPort, startServer } from './server.js';
import { refuseSuperseded } from './superseded.js';
import { refuseSupersededElsewhere } from './superseded-elsewhere.js';
import { claim } from './supervisor.js';
import { watchOver } from './watchdog.js';

/** Where copies and data go that another account must reach. */
export const CACHE_ROOT = '/var/lib/benh-an';

export interface EmbeddedPostgresOptions {
  /** The folder that keeps the data between starts; made when missing. */
  dataDir: string;
  /** The last start's or a free one when not given. */
  port?: number;
  /** False gives up safety against power cuts for speed; for tests. */
  durable?: boolean;
  /** Removes the folder when stopped, and when this process dies; for tests. */
  removeOnExit?: boolean;
  /** Where copies go that another account must reach. */
  cacheRoot?: string;
  /** Hands finished files of the write-ahead log over in this folder of the data folder, for backups. */
  archiveIn?: string;
  /** Further arguments of PostgreSQL, such as those of a recovery, and how long that may take in ms. */
  more?: readonly string[];
  readyMs?: number;
  log: (line: string) => void;
}

export interface EmbeddedPostgres {
  /** Where the data really is: not the folder asked for when PostgreSQL's account cannot enter that. */
  dataDir: string;
  port: number;
  ownerUrl: string;
  appUrl: string;
  /** As the role that seals the trail. */
  sealerUrl: string;
  /** As the application through a Unix socket, which costs less than TCP; absent where there is none. */
  socketUrl?: string;
  superuserUrl: string;
  /** Shuts PostgreSQL down in order and waits until it has ended. */
  stop(): Promise<void>;
}

/**
 * Starts the PostgreSQL that comes with this program, listening on 127.0.0.1, a socket of its account, and where standbys on other machines were invited; makes the database on first start.
 * It is started again when it ends by itself, and shut down when this process dies, however it dies.
 * @throws {EmbeddedPostgresError} with one sentence that says what to do
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { durable = true, cacheRoot = CACHE_ROOT, log, more, readyMs, archiveIn } = options;
  const account = accountForPostgres();
  const binaries = findBinaries(account, cacheRoot);
  const dataDir = prepareDataFolder(options.dataDir, account, cacheRoot);
  const archiveTo = archiveIn && ownFolder(join(dataDir, archiveIn), account);
  const site: Site = { dataDir, binaries, account, durable, archiveTo, more, readyMs };
  const release = claimFolder(dataDir);
  try {
    refuseStandby(dataDir);
    refuseSuperseded(dataDir);
    await refuseSupersededElsewhere(dataDir, log);
    await clearAway(clusterOf(dataDir), log);
    await ensureCluster(site, log);
    const server = await startOnPort(site, options.port);
    await ensureSealingRole(dataDir, (known) => urlFor('postgres', known, server.port));
    await ensureLimits(urlFor('postgres', readCredentials(dataDir), server.port));
    return supervise(server, site, { ...options, release });
  } catch (error) {
    release();
    throw error;
  }
}

/**
 * The URLs of the PostgreSQL that another process runs in this folder, for operators; undefined when none runs.
 * @throws {EmbeddedPostgresError} when the passwords cannot be read
 */
export function runningEmbeddedPostgres(
  requested: string,
  cacheRoot = CACHE_ROOT,
): Omit<EmbeddedPostgres, 'stop'> | undefined {
  for (const dataDir of possibleFolders(requested, cacheRoot)) {
    const port = runningPostmaster(clusterOf(dataDir))?.port;
    if (port) return { dataDir, port, ...urls(readCredentials(dataDir), port) };
  }
  return undefined;
}

/** A folder of PostgreSQL's account, made when missing. */
function ownFolder(folder: string, { ids }: Account): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (ids) chownSync(folder, ids.uid, ids.gid);
  return folder;
}

/** A standby only follows: nobody could write in it, and starting it as a service would end its following. */
function refuseStandby(dataDir: string): void {
  if (!isStandby(dataDir)) return;
  throw new EmbeddedPostgresError(
    `${dataDir} holds a standby, which only follows: when the primary is lost, make it the primary with emr promote.`,
  );
}

function claimFolder(dataDir: string): () => void {
  try {
    return claim(dataDir);
  } catch (cause) {
    if (!hasCode(cause, 'EACCES', 'EROFS', 'EPERM', 'ENOSPC')) throw cause;
    throw new DataFolderUnusable(`The data folder ${dataDir} cannot be written (${String(cause)}).`, { cause });
  }
}

function supervise(
  server: Server,
  site: Site,
  options: EmbeddedPostgresOptions & { release: () => void },
): EmbeddedPostgres {
  const { dataDir, durable } = site;
  const end = keepRunning(server, {
    again: async () => {
      refuseSuperseded(dataDir);
      await refuseSupersededElsewhere(dataDir, options.log);
      await clearAway(clusterOf(dataDir), options.log);
      return startServer(site, await choosePort(dataDir, server.port));
    },
    watch: (pid) => watchOver(pid, { durable, remove: options.removeOnExit ? dataDir : undefined }),
    log: options.log,
  });
  let stopping: Promise<void> | undefined;
  const stop = async () => {
    await end();
    if (options.removeOnExit) rmSync(dataDir, { recursive: true, force: true });
    else options.release();
  };
  const addresses = urls(readCredentials(dataDir), server.port);
  return {
    dataDir,
    port: server.port,
    ...addresses,
    socketUrl: server.socket && throughSocket(addresses.appUrl, server.socket),
    stop: () => (stopping ??= stop()),
  };
}

function urls(credentials: Credentials, port: number) {
  return {
    ownerUrl: urlFor('emr_owner', credentials, port),
    appUrl: urlFor('emr_app', credentials, port),
    sealerUrl: urlFor('emr_sealer', credentials, port),
    superuserUrl: urlFor('postgres', credentials, port),
  };
}
