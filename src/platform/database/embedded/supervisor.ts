import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DataFolderInUse, hasCode } from './errors.js';
import { startedAt } from './processes.js';

interface Supervisor {
  pid: number;
  startedAt: string;
}

/**
 * Claims the folder for this process: at most one live process supervises a PostgreSQL in it. A claim whose process
 * is gone, killed perhaps, is taken over.
 * @returns gives the claim back
 * @throws {DataFolderInUse} when a live process holds it
 */
export function claim(dataDir: string): () => void {
  const file = join(dataDir, 'supervisor.json');
  const mine = `${file}.${process.pid}`;
  writeFileSync(mine, JSON.stringify({ pid: process.pid, startedAt: startedAt(process.pid) ?? '' }), { mode: 0o600 });
  try {
    for (;;) {
      if (linked(mine, file)) return () => rmSync(file, { force: true });
      const holder = read(file);
      if (holder && startedAt(holder.pid) === holder.startedAt) throw new DataFolderInUse(dataDir, holder.pid);
      discard(file, holder);
    }
  } finally {
    rmSync(mine, { force: true });
  }
}

/** The living process that supervises a PostgreSQL in this folder. */
export function supervisorOf(dataDir: string): number | undefined {
  const holder = read(join(dataDir, 'supervisor.json'));
  return holder && startedAt(holder.pid) === holder.startedAt ? holder.pid : undefined;
}

function linked(mine: string, file: string): boolean {
  try {
    linkSync(mine, file);
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  }
}

function read(file: string): Supervisor | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Supervisor;
  } catch {
    return undefined;
  }
}

/** Removes a dead claim, unless another process replaced it since we read it: then puts that one back. */
function discard(file: string, dead: Supervisor | undefined): void {
  const aside = `${file}.stale.${process.pid}`;
  try {
    renameSync(file, aside);
  } catch {
    return; // another process was faster
  }
  const moved = read(aside);
  if (moved && (moved.pid !== dead?.pid || moved.startedAt !== dead.startedAt)) linked(aside, file);
  rmSync(aside, { force: true });
}
