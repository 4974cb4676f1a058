import type pg from 'pg';
import { isThere } from './is-there.js';
import { MigrationFailed } from './migration-errors.js';
import type { Script } from './migration-files.js';

/** A script without COMMIT is one transaction: all of it is in the database, or nothing. */
export const isWhole = ({ sql }: Script): boolean => !/\b(COMMIT|CONCURRENTLY)\b/i.test(sql);

/**
 * What a migration begins with: it marks its own row of the history in its own transaction, so that afterwards the row says whether the
 * script was committed, and keeps the row locked for as long as the server works on it.
 */
export const marksItself = (script: Script | undefined): string =>
  script && isWhole(script)
    ? `UPDATE public._prisma_migrations SET applied_steps_count = applied_steps_count + 1 WHERE migration_name = '${script.name.replaceAll("'", "''")}' AND finished_at IS NULL AND rolled_back_at IS NULL; `
    : '';

interface Unfinished {
  readonly id: string;
  readonly name: string;
  readonly steps: number;
}

/**
 * Settles migrations whose process ended in the middle, as by kill -9: those that were committed are done, the others left nothing and are
 * applied anew. Waits for a server that still works on one. To be called by who has the turn to migrate.
 * @throws {MigrationFailed} of a migration that may have left a part of itself: a person must look
 */
export async function settleInterrupted(
  client: pg.Client,
  migrations: readonly Script[],
  log: (line: string) => void,
): Promise<void> {
  for (const { id, name, steps } of await unfinished(client)) {
    const script = migrations.find((one) => one.name === name);
    if (!script || !isWhole(script)) throw toBeSeen(name);
    const column = steps > 0 ? 'finished_at' : 'rolled_back_at';
    await client.query(`UPDATE public._prisma_migrations SET ${column} = now() WHERE id = $1`, [id]);
    log(`Migration ${name} was interrupted: ${steps > 0 ? 'all of it is there' : 'nothing of it was left'}`);
  }
}

async function unfinished(client: pg.Client): Promise<Unfinished[]> {
  if (!(await isThere(client, 'public._prisma_migrations'))) return [];
  const { rows } = await client.query<Unfinished>(
    `SELECT id, migration_name AS name, applied_steps_count AS steps FROM public._prisma_migrations
      WHERE finished_at IS NULL AND rolled_back_at IS NULL ORDER BY migration_name FOR UPDATE`,
  );
  return rows;
}

function toBeSeen(name: string): MigrationFailed {
  const resolve = 'node scripts/prisma.mjs migrate resolve';
  return new MigrationFailed(
    `Migration ${name} was interrupted: see whether its changes are in the database, then run ` +
      `"${resolve} --applied ${name}" if they are, or "${resolve} --rolled-back ${name}" if not.`,
    name,
  );
}
