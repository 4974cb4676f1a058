import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { clusterOf } from '../database/embedded/first-start.js';
import { firstRow } from '../database/rows.js';
import type { Session } from '../database/session.js';

/** Where a copy of the database goes: an archive, or a folder. Names have the form cluster/base/1/1259. */
export interface CopyTarget {
  addFolder(name: string): Promise<unknown>;
  /** A file that is gone meanwhile is left out. */
  addFile(name: string, path: string): Promise<unknown>;
  addText(name: string, text: string): Promise<unknown>;
}

export interface Copying {
  readonly databaseFolder: string;
  /** What PostgreSQL calls it in the backup's label. */
  readonly name: string;
  readonly target: CopyTarget;
  readonly signal?: AbortSignal;
}

/** What was copied; `firstWal` to `lastWal` of the log are in it. */
export interface CopiedCluster {
  readonly postgres: string;
  readonly cluster: string;
  readonly firstWal: string;
  readonly lastWal: string;
}

/** Folders whose content belongs to the running server alone (PostgreSQL 18 documentation, 25.3.4.3). */
const EMPTIED = /^(pg_wal|pg_replslot|pg_dynshmem|pg_notify|pg_serial|pg_snapshots|pg_stat_tmp|pg_subtrans)$/;
const LEFT_OUT = /^(postmaster\.(pid|opts)|pg_internal\.init|pgsql_tmp.*|backup_label(\.old)?|tablespace_map)$/;
const CONTROL = 'global/pg_control';

/**
 * Copies the cluster while it works, by the low-level protocol, and its passwords. A copy that breaks off ends with the connection.
 * @param query as a superuser
 */
export async function copyCluster(query: Session['query'], asked: Copying): Promise<CopiedCluster> {
  const { target, databaseFolder, name, signal } = asked;
  const cluster = clusterOf(databaseFolder);
  // Holds the log from here on, for as long as this connection lives.
  await query(HOLD_LOG);
  const { first, ...identity } = firstRow(await query<BeginRow>(BEGIN, [name]));
  for (const path of await filesBelow(cluster, '')) {
    signal?.throwIfAborted();
    if (path.endsWith('/')) await target.addFolder(`cluster/${path.slice(0, -1)}`);
    else if (path !== CONTROL) await target.addFile(`cluster/${path}`, join(cluster, path));
  }
  await target.addFile(`cluster/${CONTROL}`, join(cluster, CONTROL));
  const { label, map, last } = firstRow(await query<EndRow>(END));
  await target.addText('cluster/backup_label', label);
  if (map) await target.addText('cluster/tablespace_map', map);
  for (const wal of await walBetween(join(cluster, 'pg_wal'), first, last)) {
    await target.addFile(`cluster/pg_wal/${wal}`, join(cluster, 'pg_wal', wal));
  }
  // Without its passwords nobody gets into what is restored.
  await target.addFile('credentials.json', join(databaseFolder, 'credentials.json'));
  return { ...identity, firstWal: first, lastWal: last };
}

interface BeginRow {
  first: string;
  postgres: string;
  cluster: string;
}
const BEGIN = {
  name: 'backup.begin',
  text: `SELECT pg_walfile_name(pg_backup_start($1, true)) AS first, current_setting('server_version') AS postgres,
    (SELECT system_identifier::text FROM pg_control_system()) AS cluster`,
};
const HOLD_LOG = {
  name: 'backup.hold',
  text: `SELECT pg_create_physical_replication_slot('emr_backup_' || pg_backend_pid(), true, true)`,
};

interface EndRow {
  label: string;
  map: string | null;
  last: string;
}
// The end of a file belongs to it, not to the next.
const END = {
  name: 'backup.end',
  text: `SELECT labelfile AS label, nullif(spcmapfile, '') AS map, pg_walfile_name(lsn - 1) AS last FROM pg_backup_stop(false)`,
};

/** Files and folders (with a slash) of a cluster, by their paths in it. @throws Error on a tablespace, which lies elsewhere */
async function filesBelow(cluster: string, below: string): Promise<string[]> {
  const entries = await readdir(join(cluster, below), { withFileTypes: true });
  const paths: string[] = [];
  for (const entry of entries.filter(({ name }) => !LEFT_OUT.test(name))) {
    const path = below + entry.name;
    if (entry.isSymbolicLink()) throw new Error(`${path} lies outside of the cluster: tablespaces are not backed up.`);
    if (!entry.isDirectory()) paths.push(path);
    else if (below === '' && EMPTIED.test(entry.name)) paths.push(`${path}/`, ...(await foldersOf(cluster, path)));
    else paths.push(`${path}/`, ...(await filesBelow(cluster, `${path}/`)));
  }
  return paths;
}

/** The server expects the folders within, such as pg_wal/archive_status. */
async function foldersOf(cluster: string, path: string): Promise<string[]> {
  if (path === 'pg_replslot') return [];
  const entries = await readdir(join(cluster, path), { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => `${path}/${name}/`);
}

async function walBetween(folder: string, first: string, last: string): Promise<string[]> {
  const names = (await readdir(folder)).filter((name) => /^[0-9A-F]{24}$/.test(name) && name >= first && name <= last);
  if (!names.includes(first) || !names.includes(last)) {
    throw new Error('The write-ahead log of the backup is not whole.');
  }
  return names.sort();
}
