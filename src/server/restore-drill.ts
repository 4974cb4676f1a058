import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { reconcile } from '../platform/audit/reconciliation/reconcile.js';
import { readNote } from '../platform/audit/verification/known-checkpoints.js';
import { findingText } from '../platform/audit/verification/report.js';
import { verifyDatabase } from '../platform/audit/verification/verify-database.js';
import { countRows } from '../platform/backup/base-backup.js';
import type { BackupFolder, DrillReport } from '../platform/backup/backup-folder.js';
import { RestoreError, backupFor } from '../platform/backup/restore.js';
import { isAlive } from '../platform/database/embedded/processes.js';
import { firstRow } from '../platform/database/rows.js';
import { Session } from '../platform/database/session.js';
import { spaceOf } from '../platform/operations/disk-space.js';
import { restore } from './restored.js';

export interface Drilling {
  readonly folder: BackupFolder;
  readonly identity: string;
  /** The database as it works, to compare with; as its superuser. Where it lies is room for the scratch database too. */
  readonly superuserUrl: string;
  readonly databaseFolder: string;
  /** Public keys that must have signed the trail, and its name in the settings. */
  readonly trustedKeys: readonly string[];
  readonly logName: string;
}

const SCRATCH = 'restore-drill';
const WAIT_FOR_LOG_MS = 30_000;
const MOST_REASONS = 20;

/**
 * Restores the newest backup into a scratch database, as after the loss of this machine, and looks whether everything is there: rows of each
 * table, the audit trail's proof, every row against its events. Keeps the report, also of a failure.
 */
export async function drill(asked: Drilling): Promise<DrillReport> {
  const began = performance.now();
  let report: DrillReport;
  try {
    report = await compared(asked, began);
  } catch (error) {
    report = failed((error as Error).message, began);
  }
  await asked.folder.keepDrill(report);
  return report;
}

const secondsSince = (began: number) => Math.round((performance.now() - began) / 100) / 10;

const failed = (reason: string, began: number): DrillReport => ({
  passed: false,
  at: new Date().toISOString(),
  backup: '',
  restoreSeconds: 0,
  totalSeconds: secondsSince(began),
  lostSeconds: null,
  tables: [],
  trail: 'not verified',
  reconciliation: 0,
  reasons: [reason],
});

async function compared(asked: Drilling, began: number): Promise<DrillReport> {
  clearScratch(asked.databaseFolder);
  const to = join(asked.databaseFolder, `${SCRATCH}.${process.pid}.${Date.now()}`);
  const manifest = await backupFor(asked);
  await requireRoom(
    asked.databaseFolder,
    manifest.files.reduce((sum, { bytes }) => sum + bytes, 0),
  );
  const lastBefore = await lastCommit(asked.superuserUrl);
  await handOver(asked);
  const { postgres, missing } = await restore(
    { folder: asked.folder, identity: asked.identity, to },
    { temporary: true },
  );
  try {
    const restoreSeconds = secondsSince(began);
    const restored = await counted(postgres.superuserUrl);
    const most = await counted(asked.superuserUrl);
    const tables = Object.entries(manifest.rows).map(([table, least]) => ({
      table,
      least,
      restored: restored[table] ?? 0,
      most: most[table] ?? 0,
    }));
    const { trail, findings, sentences } = await proven(postgres.ownerUrl, asked);
    const last = await lastCommit(postgres.superuserUrl);
    const reasons = [...lacking(missing), ...sentences, ...tables.flatMap(missingIn)].slice(0, MOST_REASONS);
    return {
      passed: reasons.length === 0,
      at: new Date().toISOString(),
      backup: manifest.name,
      restoreSeconds,
      totalSeconds: secondsSince(began),
      lostSeconds: last && lastBefore ? Math.max(0, (lastBefore.getTime() - last.getTime()) / 1000) : null,
      tables,
      trail,
      reconciliation: findings,
      reasons,
    };
  } finally {
    await postgres.stop();
  }
}

/** What drills left that were killed. */
function clearScratch(databaseFolder: string): void {
  for (const name of readdirSync(databaseFolder).filter((one) => one.startsWith(SCRATCH))) {
    if (!isAlive(Number(name.split('.')[1]))) rmSync(join(databaseFolder, name), { recursive: true, force: true });
  }
}

const missingIn = ({ table, least, restored, most }: DrillReport['tables'][number]): string[] =>
  restored < least || restored > most
    ? [`${table} has ${restored} rows after the restore, it should have ${least} to ${most}.`]
    : [];

/** What a restore could not bring back, as a sentence; none when the log is whole. */
export const lacking = (missing: readonly string[]): string[] =>
  missing.length > 0
    ? [
        `The log lacks ${missing.join(', ')}: what was written from there on is not restored, though later files are there. Make a new backup at once.`,
      ]
    : [];

async function requireRoom(folder: string, bytes: number): Promise<void> {
  const space = await spaceOf(folder, 0);
  if (space && space.freeBytes < bytes * 1.5) {
    throw new RestoreError(
      `${folder} has no room for a scratch database: ${Math.ceil(bytes / 2 ** 20)} MB are needed.`,
    );
  }
}

/** Whatever is committed by now goes into the backup: what is restored must have it. */
async function handOver({ superuserUrl, folder }: Drilling): Promise<void> {
  const wal = await withClient(superuserUrl, async (client) => {
    const { rows } = await client.query<{ wal: string | null }>(
      `SELECT CASE WHEN current_setting('archive_mode') = 'on' THEN pg_walfile_name(pg_switch_wal() - 1) END AS wal`,
    );
    return firstRow(rows).wal;
  });
  const deadline = performance.now() + WAIT_FOR_LOG_MS;
  while (wal && !(await folder.walFiles()).some((name) => name >= wal && !name.endsWith('.history'))) {
    if (performance.now() > deadline) {
      throw new RestoreError(`The write-ahead log does not reach ${folder.path}: is the service running?`);
    }
    await sleep(200);
  }
}

const lastCommit = (superuserUrl: string): Promise<Date | null> =>
  withClient(superuserUrl, async (client) => {
    const { rows } = await client.query<{ at: Date | null }>('SELECT max(occurred_at) AS at FROM audit.event');
    return firstRow(rows).at;
  });

const counted = (superuserUrl: string) => inSession(superuserUrl, countRows);

async function inSession<T>(url: string, work: (query: Session['query']) => Promise<T>): Promise<T> {
  const session = await Session.open(url, { statementTimeoutMs: 0 });
  try {
    return await work(session.query);
  } finally {
    await session.close();
  }
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, application_name: 'benh-an drill' });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function proven(ownerUrl: string, { trustedKeys, logName, superuserUrl }: Drilling) {
  const living = await withClient(superuserUrl, async (client) => {
    const { rows } = await client.query<{ size: number; note: string }>(
      'SELECT size::int AS size, note FROM audit.checkpoint ORDER BY size',
    );
    return rows;
  });
  const session = await Session.open(ownerUrl, { statementTimeoutMs: 0 });
  try {
    // What the living trail has beyond the copy is no fault of the copy; as far as it reaches, both must be one.
    const newest = await session.query<{ size: number }>(NEWEST_CHECKPOINT);
    const shared = living.filter(({ size }) => size <= (newest[0]?.size ?? 0));
    const witnessed = shared.map(({ note }) => readNote(note, 'witness'));
    const report = await verifyDatabase(session, { trustedKeys, logName, witnessed });
    const { findings } = await reconcile(session, 'audit.event');
    return {
      trail: report.verdict,
      findings: findings.total,
      sentences: [
        ...(report.verdict === 'tampered' ? report.findings.map(findingText) : []),
        ...(findings.total > 0 ? [`${findings.total} rows are not what their events say.`] : []),
      ],
    };
  } finally {
    await session.close();
  }
}

const NEWEST_CHECKPOINT = {
  name: 'drill.newest',
  text: 'SELECT coalesce(max(size), 0)::int AS size FROM audit.checkpoint',
};
