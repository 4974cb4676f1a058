import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { createZstdCompress } from 'node:zlib';
import { type BackupFolder, SEALED, WAL_FILE } from './backup-folder.js';
import { sealFor } from './sealed-stream.js';

const LOOK_EVERY_MS = 2000;
const HISTORY = /^[0-9A-F]{8}\.history$/;

/** Its name in the folder of the embedded database. */
export const HANDED_OVER = 'wal-handed-over';

/** Where PostgreSQL (basic_archive) hands over finished files of its write-ahead log, beside its cluster. */
export const handedOverIn = (databaseFolder: string): string => join(databaseFolder, HANDED_OVER);

/** Files of the write-ahead log, and histories of timelines, that wait to be taken into the backup; oldest first. */
export async function waitingWal(databaseFolder: string): Promise<string[]> {
  const names = await readdir(handedOverIn(databaseFolder)).catch(() => []);
  return names.filter((name) => WAL_FILE.test(name) || HISTORY.test(name)).sort();
}

/**
 * Takes finished files of the write-ahead log into the backup for as long as it runs: compressed, sealed, and away from this machine. What
 * cannot be taken waits, and PostgreSQL goes on; the disk of the data holds it meanwhile.
 */
export class WalArchive {
  private readonly ending = new AbortController();
  private running: Promise<void> | undefined;
  private said = '';

  constructor(
    private readonly databaseFolder: string,
    private readonly folder: BackupFolder,
    private readonly recipient: string,
    private readonly warn: (sentence: string) => void,
  ) {}

  start(): void {
    this.running ??= this.run();
  }

  /** Takes what is there once more. */
  async stop(): Promise<void> {
    this.ending.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    for (let last = false; !last;) {
      last = this.ending.signal.aborted;
      try {
        await takeWaiting(this.databaseFolder, this.folder, this.recipient);
        this.said = '';
      } catch (error) {
        const sentence = `The write-ahead log is not being taken into the backup: ${(error as Error).message}`;
        if (sentence !== this.said) this.warn(sentence);
        this.said = sentence;
      }
      await sleep(LOOK_EVERY_MS, undefined, { signal: this.ending.signal }).catch(() => undefined);
    }
  }
}

/** Takes what waits now, oldest first. @returns how many files */
export async function takeWaiting(databaseFolder: string, folder: BackupFolder, recipient: string): Promise<number> {
  const names = await waitingWal(databaseFolder);
  if (names.length > 0) await mkdir(folder.wal, { recursive: true, mode: 0o700 });
  for (const name of names) {
    const [from, to] = [join(handedOverIn(databaseFolder), name), join(folder.wal, name + SEALED)];
    const target = createWriteStream(`${to}.new`, { mode: 0o600, flush: true });
    await pipeline(createReadStream(from), createZstdCompress(), await sealFor(recipient), target);
    await rename(`${to}.new`, to);
    await rm(from);
  }
  return names.length;
}
