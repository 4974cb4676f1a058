import { rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import {
  FolderTaken,
  type Restoring,
  forgetLog,
  RestoreError,
  type Recovery,
  unpack,
} from '../platform/backup/restore.js';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../platform/database/embedded/start.js';
import { firstRow } from '../platform/database/rows.js';

/** Recovery reads what was written since the backup: a busy day's log takes minutes. */
const RECOVERY_MS = 3_600_000;
const LOOK_EVERY_MS = 100;

/** A restored database that has recovered, and how to leave it. */
export interface Restored {
  readonly postgres: EmbeddedPostgres;
  readonly manifest: Recovery['manifest'];
  /** See {@link Recovery}. */
  readonly missing: Recovery['missing'];
}

/**
 * Unpacks a backup and lets PostgreSQL recover as far as asked.
 * @throws RestoreError, SealedFileError, EmbeddedPostgresError
 */
export async function restore(asked: Restoring, { temporary = false } = {}): Promise<Restored> {
  const half = () => rmSync(asked.to, { recursive: true, force: true });
  const { manifest, settings, missing } = await unpack(asked).catch((error: unknown) => {
    if (!(error instanceof FolderTaken)) half();
    throw error;
  });
  const postgres = await startEmbeddedPostgres({
    dataDir: asked.to,
    more: settings,
    readyMs: RECOVERY_MS,
    removeOnExit: temporary,
    log: () => undefined,
  }).catch((cause: unknown) => {
    half();
    const error = cause as Error;
    throw new RestoreError(
      asked.at
        ? `The backup cannot be brought to ${asked.at.toISOString()}; the archive may end earlier. ${error.message}`
        : error.message,
      { cause: error },
    );
  });
  try {
    // An account that may not enter the folder would have got an empty database elsewhere.
    if (postgres.dataDir !== asked.to) throw new RestoreError(`PostgreSQL's account cannot enter ${asked.to}.`);
    await promoted(postgres.superuserUrl);
    if (!temporary) await forgetLog(asked.to);
    return { postgres, manifest, missing };
  } catch (error) {
    await postgres.stop();
    half();
    if (!asked.at || error instanceof RestoreError) throw error;
    throw new RestoreError(`The backup cannot be brought to ${asked.at.toISOString()}: its log ends earlier.`, {
      cause: error,
    });
  }
}

/** Waits until the recovery is over and the database may be written. */
async function promoted(superuserUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: superuserUrl });
  client.on('error', () => undefined); // the next question says so
  await client.connect();
  try {
    const deadline = performance.now() + RECOVERY_MS;
    while (firstRow((await client.query<{ still: boolean }>('SELECT pg_is_in_recovery() AS still')).rows).still) {
      if (performance.now() > deadline) throw new RestoreError('The recovery does not end: see the log of PostgreSQL.');
      await sleep(LOOK_EVERY_MS);
    }
  } finally {
    await client.end();
  }
}
