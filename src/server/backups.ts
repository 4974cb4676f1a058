import { setTimeout as sleep } from 'node:timers/promises';
import { hospitalClock } from '../kernel/hospital-time.js';
import { BackupFolder } from '../platform/backup/backup-folder.js';
import { takeBaseBackup } from '../platform/backup/base-backup.js';
import { waitingWal, WalArchive } from '../platform/backup/wal-archive.js';
import type { Settings } from '../platform/config/settings.js';
import { drill } from './restore-drill.js';
import { auditFiles } from './sealing.js';
import { ownVerifierKey } from './own-verifier-key.js';

const [AN_HOUR_MS, LOOK_EVERY_MS] = [3_600_000, 15 * 60_000];
const MOST_WAIT_MS = 5000;
/** The quiet hours on the hospital's clock, before the data is compared with the trail. */
const [FROM, TO] = ['00:00', '02:00'];
/** In hours: once a night; and at any hour when nights have been missed, there is none, or it is sealed for another key than the log is now. */
const [A_NIGHT_AGO, TOO_LONG_AGO] = [12, 36];

/** The embedded database, as whoever backs it up must know it. */
export interface BackedUp {
  readonly superuserUrl: string;
  readonly databaseFolder: string;
  readonly dataDir: string;
}

/** Backs the embedded database up: its log all the time, everything once a night, and then a restore drill. */
export class Backups {
  private readonly folder: BackupFolder;
  private readonly wal: WalArchive;
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private readonly ending = new AbortController();

  constructor(
    private readonly settings: Settings & { readonly backupDir: string; readonly backupRecipient: string },
    private readonly of: BackedUp,
    private readonly tell: (sentence: string) => void,
  ) {
    this.folder = new BackupFolder(settings.backupDir);
    this.wal = new WalArchive(of.databaseFolder, this.folder, settings.backupRecipient, tell);
  }

  start(): void {
    this.wal.start();
    this.timer = setInterval(() => void this.look(), LOOK_EVERY_MS).unref();
    void this.look();
  }

  /** A backup that is under way breaks off, a drill is left alone; the log that waits is taken. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    this.ending.abort(new Error('the service stops'));
    await Promise.race([this.running, sleep(MOST_WAIT_MS, undefined, { ref: false })]);
    await this.wal.stop();
  }

  /** The exposition text of how old the newest backup is, how much of the log waits, and what the last drill found. */
  async metrics(): Promise<string> {
    const [newest, drilled] = [(await this.folder.bases()).at(-1), await this.folder.drill()];
    const waiting = (await waitingWal(this.of.databaseFolder)).length;
    const seconds = (at: string) => Date.parse(at) / 1000;
    return [
      gauge('backup_log_waiting_files', 'Files of the write-ahead log that wait to be taken into the backup', waiting),
      gauge(
        'backup_last_success_timestamp_seconds',
        'When the newest backup was whole; 0 without one',
        newest ? seconds(newest.ended) : 0,
      ),
      ...(drilled
        ? [
            gauge('restore_drill_passed', 'Whether the newest restore drill passed', drilled.passed ? 1 : 0),
            gauge('restore_drill_timestamp_seconds', 'When that was', seconds(drilled.at)),
          ]
        : []),
    ].join('');
  }

  /** Backs up when it is time, one at a time. @param now for tests */
  look(now = new Date()): Promise<void> {
    this.running ??= this.tonight(now)
      .catch((error: unknown) => this.tell(`The backup failed: ${(error as Error).message}`))
      .finally(() => (this.running = undefined));
    return this.running;
  }

  private async tonight(now: Date): Promise<void> {
    if (!(await this.isTime(now))) return;
    await backUp(this.settings, this.of, this.ending.signal);
    const { backupIdentity } = this.settings;
    if (!backupIdentity) return;
    const report = await drillHere(this.settings, backupIdentity, this.of);
    if (!report.passed) this.tell(`The restore drill failed: ${report.reasons.join(' ')}`);
  }

  private async isTime(now: Date): Promise<boolean> {
    const newest = (await this.folder.bases()).at(-1);
    if (newest && (newest.recipient ?? this.settings.backupRecipient) !== this.settings.backupRecipient) return true;
    const hours = newest ? (now.getTime() - Date.parse(newest.ended)) / AN_HOUR_MS : Infinity;
    const clock = hospitalClock(now);
    return hours > (clock >= FROM && clock < TO ? A_NIGHT_AGO : TOO_LONG_AGO);
  }
}

const gauge = (name: string, help: string, value: number): string =>
  `# HELP ${name} ${help}\n# TYPE ${name} gauge\n${name} ${value}\n`;

/** Undefined when the settings name no folder for backups. */
export function backupsOf(settings: Settings, of: BackedUp, tell: (sentence: string) => void): Backups | undefined {
  const { backupDir, backupRecipient } = settings;
  return backupDir && backupRecipient ? new Backups({ ...settings, backupDir, backupRecipient }, of, tell) : undefined;
}

type Set = Pick<Settings, 'backupKeepDays' | 'hospitalCode'> & { backupDir: string; backupRecipient: string };

/** One base backup now; what is too old is forgotten after it. */
export async function backUp(settings: Set, { superuserUrl, databaseFolder }: BackedUp, signal?: AbortSignal) {
  const folder = new BackupFolder(settings.backupDir);
  const manifest = await takeBaseBackup({
    superuserUrl,
    databaseFolder,
    folder,
    recipient: settings.backupRecipient,
    hospitalCode: settings.hospitalCode,
    signal,
  });
  return { manifest, forgotten: await folder.forget(settings.backupKeepDays) };
}

/** One restore drill now. */
export async function drillHere(settings: Settings & { backupDir: string }, identity: string, of: BackedUp) {
  const { keyFile, logName } = auditFiles(settings, of.dataDir);
  return drill({
    folder: new BackupFolder(settings.backupDir),
    identity,
    ...of,
    logName,
    trustedKeys: await ownVerifierKey(of.superuserUrl, keyFile),
  });
}
