import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { BackupFolder } from '../../platform/backup/backup-folder.js';
import { waitingWal } from '../../platform/backup/wal-archive.js';
import { missingWal } from '../../platform/backup/wal-gaps.js';
import type { Settings } from '../../platform/config/settings.js';
import type { Finding } from './check.js';
import type { DatabaseCheck } from './database-checks.js';

const [A_MINUTE_MS, AN_HOUR_MS, A_DAY_MS] = [60_000, 3_600_000, 86_400_000];
const MB = 1024 * 1024;
/** One a night, and some hours for the night to be a long one. */
const BACKUP_OLD_HOURS = 30;
const DRILL_OLD_DAYS = 8;
/** Files of 16 MB that wait to be taken into the backup: a few come while the disk is busy. */
const WAITING_TOO_MANY = 8;

/** Backups and drills, as their folder tells. */
export async function askCopies({ backupDir }: Settings, now = Date.now()): Promise<Finding[]> {
  if (!backupDir) {
    return [
      { check: 'backup', says: 'unset' },
      { check: 'drill', says: 'unset' },
    ];
  }
  const folder = new BackupFolder(backupDir);
  return [await backupOf(folder, now), await drillOf(folder, now)];
}

async function backupOf(folder: BackupFolder, now: number): Promise<Finding> {
  const newest = (await folder.bases()).at(-1);
  if (!newest) return { check: 'backup', says: 'none', values: { folder: folder.path } };
  const hours = Math.floor((now - Date.parse(newest.ended)) / AN_HOUR_MS);
  const values = { hours, megabytes: Math.ceil(newest.archive.bytes / MB), folder: folder.path };
  // What it holds is the drill's to prove; that somebody removed it, or a disk kept half of it, is seen at once.
  const place = folder.baseOf(newest.name);
  const { size } = (await stat(join(place, newest.archive.file)).catch(() => undefined)) ?? {};
  if (size !== newest.archive.bytes) return { check: 'backup', says: 'damaged', values: { ...values, folder: place } };
  return { check: 'backup', says: hours > BACKUP_OLD_HOURS ? 'old' : 'fresh', values };
}

async function drillOf(folder: BackupFolder, now: number): Promise<Finding> {
  const report = await folder.drill();
  if (!report) return { check: 'drill', says: 'never' };
  const days = Math.floor((now - Date.parse(report.at)) / A_DAY_MS);
  if (!report.passed) {
    return { check: 'drill', says: 'failed', values: { reason: report.reasons[0] ?? '', file: folder.drillFile } };
  }
  const values = { days, seconds: Math.round(report.totalSeconds) };
  return { check: 'drill', says: days > DRILL_OLD_DAYS ? 'old' : 'passed', values };
}

/** Sheets for the time without the service, by their folder. One turn may be missed: another process takes the next. */
export async function askDowntime(
  { downtimeDir: folder, downtimeEveryMinutes: every }: Pick<Settings, 'downtimeDir' | 'downtimeEveryMinutes'>,
  now = Date.now(),
): Promise<Finding[]> {
  if (!folder) return [{ check: 'downtime', says: 'unset' }];
  const names = await readdir(folder).catch(() => []);
  const sheets = names.filter((name) => name.endsWith('.pdf'));
  if (sheets.length === 0) return [{ check: 'downtime', says: 'none', values: { folder } }];
  const newest = new Map<string, number>();
  for (const name of sheets) {
    const ward = name.replace(/-\d{8}T\d{6}Z\.pdf$/, '');
    // One that is removed as old just now is none.
    const { mtimeMs = 0 } = (await stat(join(folder, name)).catch(() => undefined)) ?? {};
    newest.set(ward, Math.max(newest.get(ward) ?? 0, mtimeMs));
  }
  const minutesOf = (at: number) => Math.floor((now - at) / A_MINUTE_MS);
  const isOld = (at: number) => minutesOf(at) > 2 * every + 5;
  const values = { minutes: minutesOf(Math.max(...newest.values())), sheets: sheets.length, folder };
  if ([...newest.values()].every(isOld)) return [{ check: 'downtime', says: 'old', values }];
  const behind = [...newest].flatMap(([ward, at]) => (isOld(at) ? [ward] : []));
  if (behind.length > 0) return [{ check: 'downtime', says: 'behind', values: { names: behind.sort().join(', ') } }];
  return [{ check: 'downtime', says: 'fresh', values }];
}

interface ArchiverRow {
  mode: string;
  failed: string | null;
}

/** @param databaseFolder where the embedded database lies; undefined of another's */
export const askArchive =
  (databaseFolder: string | undefined): DatabaseCheck =>
  async (query, { backupDir }) => {
    const [row] = await query<ArchiverRow>({ name: 'doctor.archiver', text: ARCHIVER });
    if (row?.mode === 'off' && backupDir && databaseFolder) return [{ check: 'archive', says: 'notYet' }];
    if (!row || row.mode === 'off' || !backupDir) return [{ check: 'archive', says: 'off' }];
    if (row.failed) return [{ check: 'archive', says: 'failing', values: { name: row.failed } }];
    const waiting = databaseFolder ? (await waitingWal(databaseFolder)).length : 0;
    if (waiting > WAITING_TOO_MANY) return [{ check: 'archive', says: 'stuck', values: { waiting } }];
    const folder = new BackupFolder(backupDir);
    const newest = (await folder.bases()).at(-1);
    const missing = newest ? missingWal(await folder.walFiles(), newest.lastWal) : [];
    if (missing.length > 0) return [{ check: 'archive', says: 'gap', values: { names: missing.join(', ') } }];
    const last = await folder.lastWalAt();
    const minutes = last ? Math.round((Date.now() - last.getTime()) / A_MINUTE_MS) : 0;
    return [{ check: 'archive', says: 'flows', values: { minutes } }];
  };

const ARCHIVER = `
  SELECT current_setting('archive_mode') AS mode,
    CASE WHEN last_failed_time > coalesce(last_archived_time, '-infinity') THEN last_failed_wal END AS failed
  FROM pg_stat_archiver`;
