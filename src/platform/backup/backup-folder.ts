import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** One file of the database as it was copied. */
export interface CopiedFile {
  readonly path: string;
  readonly bytes: number;
  /** Hexadecimal, of what stands in the archive. */
  readonly sha256: string;
}

/** What a base backup is, beside it as manifest.json. It holds no patient's data and no secret. */
export interface Manifest {
  readonly format: 1;
  /** Name of its folder: when it began, in UTC. */
  readonly name: string;
  readonly began: string;
  readonly ended: string;
  /** PostgreSQL's version and the number of the cluster it is of. */
  readonly postgres: string;
  readonly cluster: string;
  readonly hospitalCode: string;
  /** Whom it is sealed for; absent from manifests of before it was kept. */
  readonly recipient?: string;
  /** The first file of the write-ahead log that a restore needs, and the last that the archive itself holds. */
  readonly firstWal: string;
  readonly lastWal: string;
  readonly archive: { readonly file: string; readonly bytes: number; readonly sha256: string };
  readonly files: readonly CopiedFile[];
  /** Rows of each table that nobody deletes from, just before it began: a restore has as many at least. */
  readonly rows: Readonly<Record<string, number>>;
}

/** What the last restore drill found. */
export interface DrillReport {
  readonly passed: boolean;
  readonly at: string;
  /** Name of the base backup that was restored. */
  readonly backup: string;
  /** From the beginning until the restored database answered, and until everything was compared, in seconds. */
  readonly restoreSeconds: number;
  readonly totalSeconds: number;
  /** How much older the last event that came back is than the last there was when the drill began; null where there is none. */
  readonly lostSeconds: number | null;
  readonly tables: readonly {
    readonly table: string;
    readonly least: number;
    readonly restored: number;
    readonly most: number;
  }[];
  /** Of the audit trail: the verdict of verifying it, and rows that reconciliation found. */
  readonly trail: string;
  readonly reconciliation: number;
  /** One sentence each; empty when it passed. */
  readonly reasons: readonly string[];
}

/** One that takes longer has broken off; in milliseconds. */
const LONGEST_BACKUP_MS = 48 * 3_600_000;
const MANIFEST = 'manifest.json';
const BASE = /^\d{8}T\d{6}Z$/;
export const WAL_FILE = /^[0-9A-F]{24}$/;
export const SEALED = '.emrb';

/** Where backups lie: `base/<when>/`, `wal/`, and what the last drill found. */
export class BackupFolder {
  constructor(readonly path: string) {}

  readonly baseOf = (name: string) => join(this.path, 'base', name);
  get wal(): string {
    return join(this.path, 'wal');
  }
  get drillFile(): string {
    return join(this.path, 'drill.json');
  }

  /** A folder of its own for a backup that begins now, named by the second: who begins in the same second as another waits for the next. */
  async newBase(): Promise<{ readonly began: Date; readonly name: string; readonly place: string }> {
    await mkdir(join(this.path, 'base'), { recursive: true, mode: 0o700 });
    for (;;) {
      const began = new Date();
      const name = began.toISOString().replace(/[-:]|\.\d+/g, '');
      const place = this.baseOf(name);
      try {
        await mkdir(place, { mode: 0o700 });
        return { began, name, place };
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
        await sleep(1000 - began.getMilliseconds());
      }
    }
  }

  /** Manifests of whole base backups, oldest first. One that broke off has none. */
  async bases(): Promise<Manifest[]> {
    const names = (await namesIn(join(this.path, 'base'))).filter((name) => BASE.test(name)).sort();
    const read = names.map((name) => readJson(join(this.baseOf(name), MANIFEST), isManifest));
    return (await Promise.all(read)).filter((manifest) => manifest !== undefined);
  }

  drill(): Promise<DrillReport | undefined> {
    return readJson(this.drillFile, isReport);
  }

  keepDrill(report: DrillReport): Promise<void> {
    return writeWhole(this.drillFile, `${JSON.stringify(report, null, 2)}\n`);
  }

  /** Names of archived files of the write-ahead log, oldest first. */
  async walFiles(): Promise<string[]> {
    const names = (await namesIn(this.wal)).filter((name) => name.endsWith(SEALED));
    return names.map((name) => name.slice(0, -SEALED.length)).sort();
  }

  /** When the last file of the write-ahead log came; undefined when none did. */
  async lastWalAt(): Promise<Date | undefined> {
    const newest = (await this.walFiles()).findLast((name) => WAL_FILE.test(name));
    return newest ? (await stat(join(this.wal, newest + SEALED))).mtime : undefined;
  }

  /**
   * Forgets base backups older than this, but never the newest two, and the log that none of those left needs; and what broke off long ago.
   * @returns names
   */
  async forget(keepDays: number, now = new Date()): Promise<string[]> {
    const bases = await this.bases();
    const oldest = now.getTime() - keepDays * 86_400_000;
    const gone = bases.slice(0, -2).filter(({ ended }) => Date.parse(ended) < oldest);
    const broken = await this.brokenOff(now.getTime() - LONGEST_BACKUP_MS);
    for (const name of [...gone.map((one) => one.name), ...broken]) {
      await rm(this.baseOf(name), { recursive: true, force: true });
    }
    const kept = bases.filter((one) => !gone.includes(one));
    const first = kept.map(({ firstWal }) => firstWal.slice(8)).sort()[0];
    if (first !== undefined) {
      for (const name of await this.walFiles()) {
        if (WAL_FILE.test(name) && name.slice(8) < first) await rm(join(this.wal, name + SEALED), { force: true });
      }
    }
    return gone.map(({ name }) => name);
  }

  /** Backups begun before a moment that nobody ended: the process or the machine was killed. One whose manifest cannot be read is none. */
  private async brokenOff(before: number): Promise<string[]> {
    const names = (await namesIn(join(this.path, 'base'))).filter((name) => BASE.test(name) && begunAt(name) < before);
    const isBroken = async (name: string) => !(await namesIn(this.baseOf(name), [MANIFEST])).includes(MANIFEST);
    const broken = await Promise.all(names.map(isBroken));
    return names.filter((_, at) => broken[at]);
  }
}

/** Writes a file whole or not at all, readable by its owner only. */
export async function writeWhole(file: string, text: string): Promise<void> {
  await mkdir(join(file, '..'), { recursive: true, mode: 0o700 });
  const unfinished = `${file}.${randomBytes(4).toString('hex')}.new`;
  await writeFile(unfinished, text, { mode: 0o600, flush: true });
  await rename(unfinished, file);
}

const namesIn = (folder: string, otherwise: string[] = []): Promise<string[]> => readdir(folder).catch(() => otherwise);

/** 20260131T020000Z */
const begunAt = (name: string): number =>
  Date.parse(name.replace(/(....)(..)(..)T(..)(..)(..)Z/, '$1-$2-$3T$4:$5:$6Z'));

const isMoment = (text: unknown): boolean => typeof text === 'string' && !Number.isNaN(Date.parse(text));
const isManifest = ({ ended, archive, files, lastWal }: Partial<Manifest>): boolean =>
  isMoment(ended) && typeof archive?.bytes === 'number' && Array.isArray(files) && typeof lastWal === 'string';
const isReport = ({ at, passed, reasons }: Partial<DrillReport>): boolean =>
  isMoment(at) && typeof passed === 'boolean' && Array.isArray(reasons);

/** Undefined of what is not there, was cut off, or is something else: a folder that others can write holds anything. */
async function readJson<T extends object>(file: string, isIt: (said: Partial<T>) => boolean): Promise<T | undefined> {
  try {
    const said = JSON.parse(await readFile(file, 'utf8')) as Partial<T>;
    return isIt(said) ? (said as T) : undefined;
  } catch {
    return undefined;
  }
}
