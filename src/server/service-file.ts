import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive, startedAt } from '../platform/database/embedded/processes.js';

/** Which process serves from a data folder; a number alone may be another program's by now. */
interface ServiceFile {
  readonly pid: number;
  readonly startedAt: string;
}

const fileIn = (dataDir: string): string => join(dataDir, 'service.json');

/** Says that this process serves from the data folder. @returns takes it back */
export function sayWhoServes(dataDir: string): () => void {
  mkdirSync(dataDir, { recursive: true });
  const said: ServiceFile = { pid: process.pid, startedAt: startedAt(process.pid) ?? '' };
  writeFileSync(fileIn(dataDir), JSON.stringify(said), { mode: 0o600 });
  return () => rmSync(fileIn(dataDir), { force: true });
}

/** The process that serves from the data folder; undefined when none does. */
export function whoServes(dataDir: string): number | undefined {
  try {
    const { pid, startedAt: since } = JSON.parse(readFileSync(fileIn(dataDir), 'utf8')) as ServiceFile;
    return isAlive(pid) && startedAt(pid) === since ? pid : undefined;
  } catch {
    return undefined;
  }
}
