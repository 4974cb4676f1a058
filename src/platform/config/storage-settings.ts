import { pattern, secret, setting, text, whole } from './setting.js';

/** The disk that the hospital's data lies on, and where copies of it go. */
export const STORAGE_SETTINGS = {
  diskLowMb: setting(
    'DISK_LOW_MB',
    '2048',
    'Free space below which readiness, metrics and emr doctor warn, in MB (1024 x 1024 bytes): where DATA_DIR lies, BACKUP_DIR, DOWNTIME_DIR and AUDIT_WITNESS_FOLDER.',
    whole(0, 1_000_000_000),
  ),
  backupDir: setting(
    'BACKUP_DIR',
    undefined,
    'Folder on another disk or machine that the embedded database is backed up to: every night and, continuously, its write-ahead log. Absent: no backups from here.',
    text,
  ),
  backupRecipient: setting(
    'BACKUP_RECIPIENT',
    undefined,
    'Public key that backups are encrypted for; emr backup key makes one and its identity, which opens them.',
    pattern(/^age1[a-z0-9]{20,4000}$/, 'must be an age recipient such as age1…; make one with: emr backup key'),
  ),
  backupIdentity: secret(
    'BACKUP_IDENTITY',
    'Opens backups, for restoring and for the nightly drill; several, one a line, where some are sealed for an older key. Keep a copy away from this machine. Absent: no drill at night.',
    pattern(/(?:^|\s)AGE-SECRET-KEY-/, 'must be an age identity (AGE-SECRET-KEY-…), or several, one a line'),
  ),
  backupKeepDays: setting(
    'BACKUP_KEEP_DAYS',
    '14',
    'Backups older than this are deleted, in days; the newest two stay.',
    whole(1, 3650),
  ),
} as const;
