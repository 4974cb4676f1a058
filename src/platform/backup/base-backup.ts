import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { firstRow } from '../database/rows.js';
import { Session } from '../database/session.js';
import { ArchiveWriter } from './archive-writer.js';
import { BackupFolder, type Manifest, writeWhole } from './backup-folder.js';
import { copyCluster } from './cluster-copy.js';

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

/**
 * Copies the embedded database while it works, by the low-level protocol: what is torn on the way the write-ahead log mends, and the part of
 * it that this takes is in the archive. A backup that breaks off has no manifest and counts for nothing.
 */
export async function takeBaseBackup(asked: BackingUp): Promise<Manifest> {
  const { began, name, place } = await asked.folder.newBase();
  const session = await Session.open(asked.superuserUrl, { statementTimeoutMs: 0 });
  try {
    const copied = await copyAll(session.query, asked, join(place, ARCHIVE), name);
    const manifest: Manifest = {
      format: 1,
      name,
      began: began.toISOString(),
      ended: new Date().toISOString(),
      hospitalCode: asked.hospitalCode,
      recipient: asked.recipient,
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
  const { databaseFolder, signal } = asked;
  const rows = await countRows(query);
  const writer = await ArchiveWriter.open(file, asked.recipient);
  try {
    const copied = await copyCluster(query, { databaseFolder, name, target: writer, signal });
    const archive = { file: ARCHIVE, ...(await writer.close()) };
    return { ...copied, archive, files: writer.files, rows };
  } catch (error) {
    await writer.abandon();
    throw error;
  }
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
