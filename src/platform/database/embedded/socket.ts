import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** The longest path of a socket that every system takes. */
const LONGEST_PATH = 100;

const nameOf = (port: number) => `.s.PGSQL.${port}`;

/**
 * Where PostgreSQL's Unix socket lies: the data folder, which nobody else can enter. Undefined when that path is too long
 * for a socket, or the system has none; then TCP must do.
 */
export function socketFolder(dataDir: string, port: number): string | undefined {
  const fits = Buffer.byteLength(join(dataDir, nameOf(port))) <= LONGEST_PATH && !/["\\]/.test(dataDir);
  return fits && process.platform !== 'win32' ? dataDir : undefined;
}

/**
 * Removes sockets of servers that are gone. Their lock files name processes whose numbers may belong to other programs
 * now, which PostgreSQL would take for a server.
 */
export function clearSockets(dataDir: string): void {
  for (const name of readdirSync(dataDir).filter((entry) => entry.startsWith('.s.PGSQL.'))) {
    rmSync(join(dataDir, name), { force: true });
  }
}
