import { firstRow } from '../../platform/database/rows.js';
import { type Query, rows, run } from './place.js';

/** As many hospitals as a city has: each takes a process that writes what comes, and for a while two that copy tables. */
const HOSPITALS = 60;
const COPYING = 4;

interface Room {
  readonly workers: number;
  readonly processes: number;
  readonly origins: number;
}

const ROOM = `SELECT current_setting('max_logical_replication_workers')::int AS workers,
  current_setting('max_worker_processes')::int AS processes, current_setting('max_active_replication_origins')::int AS origins`;

/** Sets what a server for several copies needs; it counts from its next start on. @returns whether anything is other than before */
export async function makeRoom(query: Query): Promise<boolean> {
  if (await hasRoom(query, HOSPITALS)) return false;
  for (const [name, value] of [
    ['max_logical_replication_workers', HOSPITALS + COPYING],
    ['max_worker_processes', HOSPITALS + COPYING + 8],
    ['max_active_replication_origins', HOSPITALS + COPYING],
  ] as const) {
    await run(query, `ALTER SYSTEM SET ${name} = ${value}`);
  }
  return true;
}

/** Whether the server, as it runs, follows so many hospitals. */
export async function hasRoom(query: Query, hospitals: number): Promise<boolean> {
  const { workers, processes, origins } = firstRow(await rows<Room>(query, ROOM));
  return Math.min(workers, processes - 1, origins) >= hospitals + COPYING;
}
