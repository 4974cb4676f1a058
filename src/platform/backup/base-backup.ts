import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { clusterOf } from '../database/embedded/first-start.js';
import { firstRow } from '../database/rows.js';
import { Session } from '../database/session.js';
import { ArchiveWriter } from './archive-writer.js';
import { BackupFolder, type Manifest, writeWhole } from './backup-folder.js';

export interface BackingUp {
  /** The embedded database as its superuser, who alone may begin a backup and read everything. */
  readonly superuserUrl: string;
  /** Where it lies. */
  readonly databaseFolder: string;
  readonly folder: BackupFolder;
  readonly recipient: string;
  readonly hospitalCode: string;
  /** Breaks it off. */
  readonly signal?: AbortSignal;
}

export const ARCHIVE = 'base.emrb';

/** Folders whose content belongs to the running server alone (PostgreSQL 18 documentation, 25.3.4.3). */
const EMPTIED = /^(pg_wal|pg_replslot|pg_dynshmem|pg_notify|pg_serial|pg_snapshots|pg_stat_tmp|pg_subtrans)$/;
const LEFT_OUT = /^(postmaster\.(pid|opts)|pg_internal\.init|pgsql_tmp.*|backup_label(\.old)?|tablespace_map)$/;
const CONTROL = 'global/pg_control';

/**
 * Copies the embedded database while it works, by the low-level protocol: what is torn on the way the write-ahead log mends, and the part of
 * it that this takes is in the archive. A backup that breaks off has no manifest and counts for nothing.
 */
export async function takeBaseBackup(asked: BackingUp): Promise<Manifest> {
  const began = new Date();
  const name = began.toISOString().replace(/[-:]|\.\d+/g, '');
  const place = asked.folder.baseOf(name);
  await mkdir(place, { recursive: true, mode: 0o700 });
  const session = await Session.open(asked.superuserUrl, { statementTimeoutMs: 0 });
  try {
    const copied = await copyAll(session.query, asked, join(place, ARCHIVE), name);
    const manifest: Manifest = {
      format: 1,
      name,
      began: began.toISOString(),
      ended: new Date().toISOString(),
      hospitalCode: asked.hospitalCode,
      ...copied,
    };
    await writeWhole(join(place, 'manifest.json'), `${JSON.stringify(manifest, null, 1)}\n`);
    return manifest;
  } catch (error) {
    await rm(place, { recursive: true, force: true });
    throw error;
  } finally {
    // A backup that is not stopped ends with the connection.
    await session.close();
  }
}

type Copied = Pick<Manifest, 'postgres' | 'cluster' | 'firstWal' | 'lastWal' | 'archive' | 'files' | 'rows'>;

async function copyAll(query: Session['query'], asked: BackingUp, file: string, name: string): Promise<Copied> {
  const cluster = clusterOf(asked.databaseFolder);
  const rows = await countRows(query);
  // Holds the log from here on, for as long as this connection lives.
  await query(HOLD_LOG);
  const { first, ...identity } = firstRow(await query<BeginRow>(BEGIN, [name]));
  const writer = await ArchiveWriter.open(file, asked.recipient);
  try {
    for (const path of await filesBelow(cluster, '')) {
      asked.signal?.throwIfAborted();
      if (path.endsWith('/')) await writer.addFolder(`cluster/${path.slice(0, -1)}`);
      else if (path !== CONTROL) await writer.addFile(`cluster/${path}`, join(cluster, path));
    }
    await writer.addFile(`cluster/${CONTROL}`, join(cluster, CONTROL));
    const { label, map, last } = firstRow(await query<EndRow>(END));
    await writer.addText('cluster/backup_label', label);
    if (map) await writer.addText('cluster/tablespace_map', map);
    for (const wal of await walBetween(join(cluster, 'pg_wal'), first, last)) {
      await writer.addFile(`cluster/pg_wal/${wal}`, join(cluster, 'pg_wal', wal));
    }
    // Without its passwords nobody gets into what is restored.
    await writer.addFile('credentials.json', join(asked.databaseFolder, 'credentials.json'));
    const archive = { file: ARCHIVE, ...(await writer.close()) };
    return { ...identity, firstWal: first, lastWal: last, archive, files: writer.files, rows };
  } catch (error) {
    await writer.abandon();
    throw error;
  }
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

/** Rows of each table that nobody deletes from; as a superuser counts them. */
export async function countRows(query: Session['query']): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { table } of await query<{ table: string }>(COUNTED_TABLES)) {
    const text = `SELECT count(*)::int8 AS count FROM ${table}`;
    counts[table] = firstRow(await query<{ count: number }>({ name: `count ${table}`, text })).count;
  }
  return counts;
}

const COUNTED_TABLES = {
  name: 'backup.tables',
  text: `
  SELECT format('%I.%I', n.nspname, c.relname) AS table
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND n.nspname IN ('public', 'audit')
     AND NOT has_table_privilege('emr_app', c.oid, 'DELETE')
     AND c.relname NOT IN (SELECT name FROM audit.exempt_table) AND c.relname NOT IN ('witness', 'tile', 'archive')
   ORDER BY 1`,
};
