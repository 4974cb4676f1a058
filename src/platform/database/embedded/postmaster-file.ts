import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { EmbeddedPostgresError } from './errors.js';
import { commandOf, eventually, isAlive, processesIn, signal } from './processes.js';

/** What a running server says of itself in postmaster.pid. */
export interface Postmaster {
  pid: number;
  port: number;
  isReady: boolean;
}

/** The server of a cluster as its file names it, alive or not; undefined without one. */
export function readPostmaster(cluster: string): Postmaster | undefined {
  try {
    const lines = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n');
    return { pid: Math.abs(Number(lines[0])), port: Number(lines[3]), isReady: lines[7]?.trim() === 'ready' };
  } catch {
    return undefined;
  }
}

/** The server of a cluster, when it is alive. */
export function runningPostmaster(cluster: string): Postmaster | undefined {
  const found = readPostmaster(cluster);
  return found && isAlive(found.pid) && commandOf(found.pid).includes(cluster) ? found : undefined;
}

/**
 * Shuts down the server that a killed process left running, and clears the file of one that is gone (its number may
 * belong to another program now, which PostgreSQL would take for a running server).
 */
export async function clearAway(cluster: string, log: (line: string) => void): Promise<void> {
  const orphan = runningPostmaster(cluster);
  if (!orphan) {
    await endLeftBehind(cluster);
    rmSync(join(cluster, 'postmaster.pid'), { force: true });
    return;
  }
  log(`Shutting down the PostgreSQL (process ${orphan.pid}) of a run that was killed`);
  signal(orphan.pid, 'SIGINT');
  if (await eventually(() => !isAlive(orphan.pid), 10_000)) return;
  signal(orphan.pid, 'SIGQUIT');
  if (await eventually(() => !isAlive(orphan.pid), 5_000)) return;
  throw new EmbeddedPostgresError(
    `PostgreSQL of an earlier run (process ${orphan.pid}) does not end: stop it by hand.`,
  );
}

/**
 * Ends what a killed server left working in its cluster: a process in the middle of a statement notices the death late, and beside it no other
 * server may write the same files. What it was doing was not committed.
 */
async function endLeftBehind(cluster: string): Promise<void> {
  for (const name of ['SIGQUIT', 'SIGKILL'] as const) {
    for (const pid of leftBehindIn(cluster)) signal(pid, name);
    if (await eventually(() => leftBehindIn(cluster).length === 0, 3000)) return;
  }
  throw new EmbeddedPostgresError(
    `Processes of an earlier PostgreSQL do not end: ${leftBehindIn(cluster).join(', ')}. Stop them by hand.`,
  );
}

/** Nobody else who happens to work there, such as a shell, is meant. */
const leftBehindIn = (cluster: string): number[] => processesIn(cluster, 'postgres');
