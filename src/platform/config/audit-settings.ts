import { bool, httpUrl, pattern, setting, text, whole } from './setting.js';

/** Sealing the audit trail, its key, its witnesses and its archived months. */
export const AUDIT_SETTINGS = {
  auditSealSeconds: setting(
    'AUDIT_SEAL_SECONDS',
    '2',
    'Seal what has settled in the audit trail and sign a checkpoint this often, in seconds; 0 only when another machine does.',
    whole(0, 3600),
  ),
  auditLogName: setting(
    'AUDIT_LOG_NAME',
    undefined,
    'Name of the audit trail in its signed checkpoints, without spaces and plus signs. Default: benh-an/<HOSPITAL_CODE>/audit.',
    pattern(/^[^\s+]{1,100}$/, 'must have no spaces and no plus signs'),
  ),
  auditKeyFile: setting(
    'AUDIT_KEY_FILE',
    undefined,
    'Private key that signs checkpoints (PEM, Ed25519). Made on first start. Default: audit-signing-key.pem in DATA_DIR.',
    text,
  ),
  auditWitnessFolder: setting(
    'AUDIT_WITNESS_FOLDER',
    undefined,
    'Folder that keeps a copy of each checkpoint; best on another machine or a write-once store. Default: witness in DATA_DIR.',
    text,
  ),
  auditArchiveFolder: setting(
    'AUDIT_ARCHIVE_FOLDER',
    undefined,
    'Folder with the files of archived months of the audit trail, to be read when auditors ask. Absent: answers say which months they do not cover.',
    text,
  ),
  auditWitnessUrl: setting(
    'AUDIT_WITNESS_URL',
    undefined,
    'Address that each checkpoint is sent to as well, by POST as text/plain; https, or on this machine.',
    httpUrl,
  ),
  auditWitnessHttp: setting(
    'AUDIT_WITNESS_HTTP',
    'false',
    'Take an http address of another machine as AUDIT_WITNESS_URL too, in a closed hospital network.',
    bool,
  ),
} as const;
