import { createHash, type Hash } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { appendFile, chmod, chown, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve, sep } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createZstdDecompress } from 'node:zlib';
import { accountForPostgres } from '../database/embedded/account.js';
import { clusterOf } from '../database/embedded/first-start.js';
import { ARCHIVE } from './base-backup.js';
import { type BackupFolder, type Manifest, SEALED } from './backup-folder.js';
import { openWith } from './sealed-stream.js';
import { readTar } from './tar.js';
import { missingWal } from './wal-gaps.js';

/** A restore cannot be done; the message is one sentence that says what to do. */
export class RestoreError extends Error {}

/** What lies in the folder is somebody's, and stays. */
export class FolderTaken extends RestoreError {}

export interface Restoring {
  readonly folder: BackupFolder;
  readonly identity: string;
  /** The empty folder that becomes the embedded database's. */
  readonly to: string;
  /** The moment to go back to; the last there is when not given. */
  readonly at?: Date;
}

/** What the server must be told at its first start, so that it recovers as far as it should. */
export interface Recovery {
  readonly manifest: Manifest;
  readonly settings: readonly string[];
  /** Files of the log that lack though later ones are there: what came after the first of them is not restored. */
  readonly missing: readonly string[];
}

/** The newest base backup that ended before the moment. @throws RestoreError without one */
export async function backupFor({ folder, at }: Pick<Restoring, 'folder' | 'at'>): Promise<Manifest> {
  const found = (await folder.bases()).findLast(({ ended }) => !at || Date.parse(ended) <= at.getTime());
  if (found) return found;
  throw new RestoreError(
    at
      ? `${folder.path} has no backup from before ${at.toISOString()}: choose a later moment.`
      : `There is no backup in ${folder.path}.`,
  );
}

/**
 * Brings a backup and the log behind it into an empty folder, each file compared with what the manifest says of it. The server recovers at its
 * first start, which must be given these settings.
 * @throws RestoreError, SealedFileError
 */
export async function unpack(asked: Restoring): Promise<Recovery> {
  const { folder, identity, to, at } = asked;
  const manifest = await backupFor(asked);
  await mkdir(to, { recursive: true, mode: 0o700 });
  if ((await readdir(to)).length > 0) throw new FolderTaken(`${to} holds files already: name an empty folder.`);
  await unpackBase(join(folder.baseOf(manifest.name), ARCHIVE), identity, manifest, to);
  const log = join(to, 'wal-restored');
  const isLogThere = await unpackLog(asked, manifest, log);
  await writeFile(join(clusterOf(to), 'recovery.signal'), '');
  // The standby that writes were waited for followed another database, and is gone with it: here nothing would ever be answered.
  await appendFile(join(clusterOf(to), 'postgresql.auto.conf'), `synchronous_standby_names = ''\n`);
  await giveToPostgres(to);
  const target = at ? ['-c', `recovery_target_time=${at.toISOString().replace('T', ' ').replace('Z', '+00')}`] : [];
  // What is missing in the archive ends the recovery there; without any, the archive's own part of the log is all there is.
  const command = isLogThere ? `cp "${log}/%f" "%p"` : 'false';
  return {
    manifest,
    missing: missingWal(await folder.walFiles(), manifest.lastWal),
    settings: ['-c', `restore_command=${command}`, '-c', 'recovery_target_action=promote', ...target],
  };
}

async function unpackBase(file: string, identity: string, manifest: Manifest, to: string): Promise<void> {
  const known = new Map(manifest.files.map((one) => [one.path, one]));
  const missing = new Set(known.keys());
  const whole = createHash('sha256');
  for await (const { name, content } of readTar(opened(file, identity, whole))) {
    const path = join(to, name);
    const isWithin = resolve(path).startsWith(resolve(to) + sep);
    if (!isWithin) throw new RestoreError(`The archive names ${name}, outside of the database.`);
    if (name.endsWith('/')) {
      await mkdir(path, { recursive: true, mode: 0o700 });
      continue;
    }
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const hash = createHash('sha256');
    await pipeline(hashing(content, hash), createWriteStream(path, { mode: 0o600 }));
    if (known.get(name)?.sha256 !== hash.digest('hex')) {
      throw new RestoreError(`${name} is not what the manifest says: the backup was changed.`);
    }
    missing.delete(name);
  }
  if (missing.size > 0) throw new RestoreError(`The archive lacks ${missing.size} files of its manifest.`);
  // Also what is no file of the database, such as a folder or what stands behind the last file: nothing of it is as it was sealed.
  if (whole.digest('hex') !== manifest.archive.sha256) {
    throw new RestoreError(`${file} is not the archive that the manifest names: the backup was changed.`);
  }
}

/** The log from the backup on. @returns whether there is any */
async function unpackLog({ folder, identity }: Restoring, manifest: Manifest, to: string): Promise<boolean> {
  const needed = (await folder.walFiles()).filter(
    (name) => name.endsWith('.history') || name.slice(8) >= manifest.firstWal.slice(8),
  );
  if (needed.length === 0) return false;
  await mkdir(to, { mode: 0o700 });
  for (const name of needed) {
    const content = Readable.from(opened(join(folder.wal, name + SEALED), identity));
    await pipeline(content, createWriteStream(join(to, name), { mode: 0o600 }));
  }
  return true;
}

/** The bytes within a sealed and compressed file. @param whole takes the hash of the file itself, once all of it is read */
async function* opened(file: string, identity: string, whole?: Hash): AsyncGenerator<Buffer> {
  if (!existsSync(file)) throw new RestoreError(`${file} is missing.`);
  const plain = createZstdDecompress();
  const sealed: AsyncIterable<Buffer> = createReadStream(file);
  const done = pipeline(Readable.from(openWith(identity, whole ? hashing(sealed, whole) : sealed)), plain);
  done.catch(() => undefined); // reading the stream says it
  yield* plain as AsyncIterable<Buffer>;
  await done;
}

/** The same bytes, of which the hash takes each on its way. */
async function* hashing(bytes: AsyncIterable<Buffer>, hash: Hash): AsyncGenerator<Buffer> {
  for await (const part of bytes) {
    hash.update(part);
    yield part;
  }
}

/** Started by root, PostgreSQL runs as another account, which owns its files. */
export async function giveToPostgres(folder: string): Promise<void> {
  const { ids } = accountForPostgres();
  if (!ids) return;
  const give = async (path: string): Promise<void> => {
    await chown(path, ids.uid, ids.gid);
    for (const entry of await readdir(path, { withFileTypes: true })) {
      const below = join(path, entry.name);
      if (entry.isDirectory()) await give(below);
      else await chown(below, ids.uid, ids.gid);
    }
  };
  await give(folder);
  await chmod(folder, 0o700);
}

/** What the recovery needed and nobody needs any more. */
export const forgetLog = (to: string): Promise<void> => rm(join(to, 'wal-restored'), { recursive: true, force: true });
