import { appendFile, mkdir, open, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A checkpoint as witnesses keep it. */
export interface WitnessedCheckpoint {
  readonly size: number;
  /** When it was handed over, UTC. */
  readonly at: string;
  readonly note: string;
  /** Number of the first leaf that it added to the checkpoint before it. */
  readonly from?: number;
  /**
   * Base64 of the first {@link NOTED_BYTES} bytes of each added leaf's hash. They prove nothing, which the signed root does; when it
   * does not fit they tell which event it is.
   */
  readonly leaves?: string;
}

/** Bytes that a witness notes of a leaf's hash: enough to name one among many, an hour of a busy hospital in some ten kilobytes. */
export const NOTED_BYTES = 8;

/**
 * Keeps checkpoints out of the database's reach, so that even who rules the database cannot rewrite the trail unseen.
 * Each is tried again until it has them.
 */
export interface Witness {
  /** In words for logs. */
  readonly name: string;
  /** How many checkpoints it takes in one delivery. */
  readonly atOnce: number;
  /** Size of the last checkpoint it says it has, 0 for none; undefined when it cannot be asked. */
  lastSize(): Promise<number | undefined>;
  /** @throws Error when it could not keep all of them */
  take(checkpoints: readonly WitnessedCheckpoint[]): Promise<void>;
}

const FILE = /^checkpoints-\d{4}-\d\d-\d\d\.ndjson$/;

/** A folder with one file a day (UTC), one checkpoint a line; best on another machine or a write-once store. */
export class FolderWitness implements Witness {
  readonly atOnce = 100;
  readonly name: string;

  constructor(private readonly folder: string) {
    this.name = `folder ${folder}`;
  }

  async lastSize(): Promise<number> {
    const newest = (await filesOf(this.folder)).at(-1);
    const lines = newest ? await readLines(join(this.folder, newest)) : [];
    return Math.max(0, ...lines.slice(-1).map(({ size }) => size));
  }

  async take(checkpoints: readonly WitnessedCheckpoint[]): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    const byDay = Map.groupBy(checkpoints, ({ at }) => at.slice(0, 10));
    for (const [day, lines] of byDay) {
      const file = join(this.folder, `checkpoints-${day}.ndjson`);
      await appendFile(file, await afterWholeLine(file, lines), { flush: true });
    }
  }
}

/** Another machine: each checkpoint's note is sent by POST as text/plain, and any 2xx says that it is kept. */
export class HttpWitness implements Witness {
  readonly atOnce = 1;
  readonly name: string;

  constructor(private readonly url: string) {
    this.name = `witness ${new URL(url).origin}`;
  }

  lastSize(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  async take(checkpoints: readonly WitnessedCheckpoint[]): Promise<void> {
    for (const { note } of checkpoints) {
      const headers = { 'content-type': 'text/plain; charset=utf-8' };
      const signal = AbortSignal.timeout(5000);
      // A redirect would carry the checkpoint to where nobody configured, and counts as a failure.
      const answer = await fetch(this.url, { method: 'POST', body: note, headers, signal, redirect: 'manual' });
      await answer.body?.cancel();
      if (!answer.ok) throw new Error(`it answered ${answer.status}`);
    }
  }
}

/** Everything a witness folder has kept, oldest file first; what is no JSON comes with an empty note. */
export async function* readWitnessFolder(folder: string): AsyncGenerator<WitnessedCheckpoint> {
  for (const name of await filesOf(folder)) yield* readWitnessFile(join(folder, name));
}

/** The same of one file, whatever its name. */
export async function* readWitnessFile(file: string): AsyncGenerator<WitnessedCheckpoint> {
  for (const line of await linesIn(file)) yield parsed(line) ?? { size: 0, at: '', note: '' };
}

/** Files of a witness folder that look like a witness's and are not read, such as a packed one. */
export const unreadFilesOf = async (folder: string): Promise<string[]> =>
  (await readdir(folder)).filter((name) => name.startsWith('checkpoints') && !FILE.test(name)).sort();

async function filesOf(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [] as string[];
    throw error;
  });
  return names.filter((name) => FILE.test(name)).sort();
}

/** A line that is not whole was cut by a power failure while it was written, and is passed over. */
async function readLines(file: string): Promise<WitnessedCheckpoint[]> {
  return (await linesIn(file)).flatMap((line) => parsed(line) ?? []);
}

const linesIn = async (file: string): Promise<string[]> =>
  (await readFile(file, 'utf8')).split('\n').filter((line) => line.trim() !== '');

function parsed(line: string): WitnessedCheckpoint | undefined {
  try {
    return JSON.parse(line) as WitnessedCheckpoint;
  } catch {
    return undefined;
  }
}

/** The lines to add; a last line that was cut is ended first, so that the new ones stay whole. */
async function afterWholeLine(file: string, checkpoints: readonly WitnessedCheckpoint[]): Promise<string> {
  const lines = checkpoints.map((one) => `${JSON.stringify(one)}\n`).join('');
  const handle = await open(file, 'r').catch(() => undefined);
  if (!handle) return lines;
  try {
    const { size } = await handle.stat();
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(1), 0, 1, Math.max(0, size - 1));
    return size === 0 || (bytesRead === 1 && buffer[0] === 0x0a) ? lines : `\n${lines}`;
  } finally {
    await handle.close();
  }
}
