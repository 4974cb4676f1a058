import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { keyFilesIn, openKeyFiles, sealKeyFiles } from '../platform/backup/key-files.js';
import { BackupFolder } from '../platform/backup/backup-folder.js';
import { HANDED_OVER } from '../platform/backup/wal-archive.js';
import { newBackupKey } from '../platform/backup/sealed-stream.js';
import type { Settings } from '../platform/config/settings.js';
import { runningEmbeddedPostgres, startEmbeddedPostgres } from '../platform/database/embedded/start.js';
import { type BackedUp, backUp, drillHere } from '../server/backups.js';
import { dataDirOf, settingsOfThisMachine } from '../server/environment.js';
import { databaseFolderOf, ownFolderOf, separateOwnFiles } from '../server/own-files.js';
import { lacking } from '../server/restore-drill.js';
import { restore } from '../server/restored.js';
import { auditFiles } from '../server/sealing.js';
import { StartError } from '../server/start-error.js';
import { momentOf } from './moment.js';
import { USAGE } from './usage.js';

const MB = 1024 * 1024;

/**
 * Backs the embedded database up, tries the backup, or makes the key that backups are sealed for.
 * @returns exit code 0: done; 1: the drill failed
 */
export async function runBackup(words: readonly string[]): Promise<number> {
  const [first = ''] = words;
  if (first === 'key') return alone(words, makeKey);
  if (first === 'drill') return runDrill(words.slice(1));
  const { to, 'keys-to': keysTo } = options(words, ['to', 'keys-to'], 'backup');
  const settings = settingsOfThisMachine();
  const backupDir = to ?? settings.backupDir;
  const { backupRecipient } = settings;
  if (!backupDir || !backupRecipient) {
    throw new StartError(`Name a folder (--to or BACKUP_DIR) and BACKUP_RECIPIENT. Usage: ${USAGE.backup}`);
  }
  return withEmbedded(settings, async (of) => {
    const { manifest, forgotten } = await backUp({ ...settings, backupDir, backupRecipient }, of);
    const { name, archive, files } = manifest;
    console.log(`Backed up as ${name}: ${files.length} files, ${Math.ceil(archive.bytes / MB)} MB, in ${backupDir}.`);
    if (forgotten.length > 0) console.log(`Forgotten, as older than BACKUP_KEEP_DAYS: ${forgotten.join(', ')}.`);
    await keepKeys(settings, of, keysTo, { name, backupRecipient });
    return 0;
  });
}

async function keepKeys(
  settings: Settings,
  { dataDir }: BackedUp,
  keysTo: string | undefined,
  { name, backupRecipient }: { name: string; backupRecipient: string },
): Promise<void> {
  const files = [
    auditFiles(settings, dataDir).keyFile,
    join(dataDir, 'token-secret'),
    join(dataDir, 'second-factor-keys'),
  ];
  if (!keysTo) {
    console.log(
      `Not in it, as they must not lie beside it: ${files.filter((file) => existsSync(file)).join(', ')}. Copy them to a safe, or use --keys-to.`,
    );
    return;
  }
  const file = join(keysTo, `keys-${name}.emrb`);
  console.log(`Keys sealed in ${file}: ${(await sealKeyFiles(files, file, backupRecipient)).join(', ')}.`);
}

async function makeKey(): Promise<number> {
  const { recipient, identity } = await newBackupKey();
  console.log(
    `BACKUP_RECIPIENT=${recipient}\n\n${identity}\n\n` +
      'The first line belongs into the settings. The second opens every backup: keep it in two places away from this machine. With\n' +
      'BACKUP_IDENTITY_FILE naming a file with it, the service tries each night whether the backup can be restored.',
  );
  return 0;
}

async function runDrill(words: readonly string[]): Promise<number> {
  const { from } = options(words, ['from'], 'backup');
  const settings = settingsOfThisMachine();
  const backupDir = from ?? settings.backupDir;
  if (!backupDir) throw new StartError(`Name a folder (--from or BACKUP_DIR). Usage: ${USAGE.backup}`);
  const identity = identityOf(settings);
  return withEmbedded(settings, async (of) => {
    const report = await drillHere({ ...settings, backupDir }, identity, of);
    const { passed, backup, restoreSeconds, totalSeconds, tables, trail, reconciliation, lostSeconds, reasons } =
      report;
    const rows = tables.reduce((sum, { restored }) => sum + restored, 0);
    console.log(
      passed
        ? `PASSED: ${backup} was restored in ${restoreSeconds} s; ${rows} rows of ${tables.length} tables are there, the trail is ${trail}, ` +
            `${reconciliation} rows differ from it, ${lostSeconds ?? 0} s of writing lost; ${totalSeconds} s in all.`
        : `FAILED after ${totalSeconds} s:\n${reasons.map((reason) => `  ${reason}`).join('\n')}`,
    );
    return passed ? 0 : 1;
  });
}

/** Makes a data folder of a backup; the service then starts with DATA_DIR naming it. */
export async function runRestore(words: readonly string[]): Promise<number> {
  const given = options(words, ['from', 'to', 'at', 'keys-from'], 'restore');
  const { from, to, at, 'keys-from': keysFrom } = given;
  if (!from || !to) throw new StartError(`Usage: ${USAGE.restore}`);
  const moment = at === undefined ? undefined : pastMoment(at);
  const identity = identityOf(settingsOfThisMachine());
  if (existsSync(join(to, 'postgres')) || existsSync(join(to, 'cluster'))) {
    throw new StartError(`${to} holds a database already: name a folder that does not exist yet.`);
  }
  const place = resolve(to);
  separateOwnFiles(place);
  const database = databaseFolderOf(place);
  const began = performance.now();
  const { postgres, manifest, missing } = await restore({
    folder: new BackupFolder(from),
    identity,
    to: database,
    at: moment,
  });
  await postgres.stop();
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  console.log(`Restored ${manifest.name} of ${manifest.hospitalCode} into ${to} in ${seconds} s.`);
  for (const sentence of at ? [] : lacking(missing)) console.error(`Take care: ${sentence}`);
  const [newest] = keysFrom ? (await keyFilesIn(keysFrom)).slice(-1) : [];
  if (newest) {
    console.log(
      `Keys brought back: ${(await openKeyFiles(newest, identity, ownFolderOf(place, database))).join(', ')}.`,
    );
  }
  console.log(
    `Start it with DATA_DIR=${to} npm start, then run emr audit verify.` +
      (newest
        ? ''
        : ' Bring the keys back before that (audit-signing-key.pem, token-secret, second-factor-keys): without them new ones are made.'),
  );
  return 0;
}

function pastMoment(at: string): Date {
  const moment = momentOf(at);
  if (!moment) {
    throw new StartError(
      `--at ${at} is no moment: write it as 2026-01-31T10:00:00+07:00, or without the offset by the hospital’s clock.`,
    );
  }
  if (moment.getTime() > Date.now()) throw new StartError(`--at ${at} is still to come: name a moment that is over.`);
  return moment;
}

function identityOf({ backupIdentity }: Settings): string {
  if (backupIdentity) return backupIdentity;
  throw new StartError(
    'Set BACKUP_IDENTITY_FILE to the file with the identity that opens the backups (AGE-SECRET-KEY-…).',
  );
}

/** On the running embedded database, or one that is started for the while. */
async function withEmbedded(settings: Settings, work: (of: BackedUp) => Promise<number>): Promise<number> {
  if (settings.databaseUrl) {
    throw new StartError(
      'This database is not the embedded one: back it up with PostgreSQL’s own tools (docs/operators.md).',
    );
  }
  const asked = dataDirOf(settings);
  const folder = databaseFolderOf(asked);
  const running = runningEmbeddedPostgres(folder);
  const of = ({ superuserUrl, dataDir }: { superuserUrl: string; dataDir: string }): BackedUp => ({
    superuserUrl,
    databaseFolder: dataDir,
    dataDir: ownFolderOf(asked, dataDir),
  });
  if (running) return work(of(running));
  if (!existsSync(join(folder, 'cluster'))) throw new StartError(`There is no database in ${asked}: set DATA_DIR.`);
  const postgres = await startEmbeddedPostgres({
    dataDir: folder,
    archiveIn: settings.backupDir ? HANDED_OVER : undefined,
    log: (line) => console.error(line),
  });
  try {
    return await work(of(postgres));
  } finally {
    await postgres.stop();
  }
}

function alone(words: readonly string[], work: () => Promise<number>): Promise<number> {
  if (words.length > 1) throw new StartError(`${words[1]} is not known. Usage: ${USAGE.backup}`);
  return work();
}

function options<Name extends string>(
  words: readonly string[],
  names: readonly Name[],
  usage: 'backup' | 'restore',
): Partial<Record<Name, string>> {
  try {
    const known = Object.fromEntries(names.map((name) => [name, { type: 'string' as const }]));
    return parseArgs({ args: [...words], options: known }).values as Partial<Record<Name, string>>;
  } catch (error) {
    throw new StartError(`${(error as Error).message} Usage: ${USAGE[usage]}`);
  }
}
