import { createHash, randomBytes } from 'node:crypto';
import { appendFile, copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { hasCode } from '../database/embedded/errors.js';
import { clusterOf } from '../database/embedded/first-start.js';
import { firstRow } from '../database/rows.js';
import type { Session } from '../database/session.js';
import { type CopyTarget, copyCluster } from './cluster-copy.js';
import { dropStandbyRole } from './standby-role.js';

/** A standby cannot be made or promoted; the message is one sentence that says what to do. */
export class StandbyError extends Error {}

type Query = Session['query'];

/** Of its replication slot, its role and its name in pg_stat_replication: one for each folder. */
export const standbyName = (folder: string): string =>
  `emr_standby_${createHash('sha256').update(resolve(folder)).digest('hex').slice(0, 8)}`;

export interface MakingStandby {
  /** Folder and port of the database that it follows. */
  readonly databaseFolder: string;
  readonly port: number;
  /** The empty folder that becomes the standby's. */
  readonly to: string;
}

/**
 * Copies the database into a folder that follows it from its first start on. A slot keeps the log that the standby has not read yet.
 * @param query the primary, as its superuser
 * @returns its name
 */
export async function copyStandby(query: Query, { databaseFolder, port, to }: MakingStandby): Promise<string> {
  const name = standbyName(to);
  const password = randomBytes(24).toString('base64url');
  await forgetStandby(query, name);
  await run(query, `CREATE ROLE ${name} LOGIN REPLICATION PASSWORD '${password}'`);
  try {
    await query(MAKE_SLOT, [name]);
    await mkdir(clusterOf(to), { recursive: true, mode: 0o700 });
    await copyCluster(query, { databaseFolder, name, target: folderTarget(to) });
    const conninfo = `host=127.0.0.1 port=${port} user=${name} password=${password} application_name=${name}`;
    // The last line of a name counts: what the primary had there is copied too.
    const settings = [
      `primary_conninfo = '${conninfo}'`,
      `primary_slot_name = '${name}'`,
      `synchronous_standby_names = ''`,
    ];
    await appendFile(join(clusterOf(to), 'postgresql.auto.conf'), `${settings.join('\n')}\n`);
    await writeFile(join(clusterOf(to), 'standby.signal'), '', { mode: 0o600 });
    return name;
  } catch (error) {
    await forgetStandby(query, name);
    throw error;
  }
}

const folderTarget = (to: string): CopyTarget => ({
  addFolder: (name) => mkdir(join(to, name), { recursive: true, mode: 0o700 }),
  addFile: (name, path) =>
    copyFile(path, join(to, name)).catch((error: unknown) => {
      if (!hasCode(error, 'ENOENT')) throw error;
    }),
  addText: (name, text) => writeFile(join(to, name), text, { mode: 0o600 }),
});

const MAKE_SLOT = { name: 'standby.slot', text: 'SELECT pg_create_physical_replication_slot($1, true)' };

/** How the primary sees a standby; undefined when it does not know it. */
export async function standbyState(query: Query, name: string): Promise<StandbyState | undefined> {
  return (await query<StandbyState>({ name: 'standby.state', text: STATE }, [name]))[0];
}

export interface StandbyState {
  readonly streams: boolean;
  readonly synchronous: boolean;
}

const STATE = `SELECT coalesce(r.state = 'streaming', false) AS streams, coalesce(r.sync_state = 'sync', false) AS synchronous
  FROM pg_replication_slots s LEFT JOIN pg_stat_replication r ON r.pid = s.active_pid WHERE s.slot_name = $1`;

/** From now on nothing is answered before this standby has it on its disk. */
export async function waitForStandby(query: Query, name: string): Promise<void> {
  await run(query, `ALTER SYSTEM SET synchronous_standby_names = '${name}'`);
  await run(query, 'SELECT pg_reload_conf()');
}

/** Names of the standbys that do not read just now, of those that were invited and never came, and of one that is waited for and nothing else is left of. */
export async function lostStandbys(query: Query): Promise<string[]> {
  const text = `SELECT rolname AS name FROM pg_roles WHERE rolname ~ '^emr_standby_' AND NOT EXISTS (
      SELECT FROM pg_replication_slots WHERE slot_name = rolname AND active)
    UNION SELECT slot_name FROM pg_replication_slots WHERE slot_name ~ '^emr_standby_' AND NOT active
    UNION SELECT name FROM (SELECT current_setting('synchronous_standby_names') AS name) awaited WHERE name ~ '^emr_standby_[0-9a-f]{8}$'
      AND NOT EXISTS (SELECT FROM pg_stat_replication WHERE application_name = name) ORDER BY 1`;
  return (await query<{ name: string }>({ name: 'standby.lost', text })).map(({ name }) => name);
}

/**
 * Keeps no log for it any more, waits for it no more, and lets it in no more.
 * @param query the primary, as its superuser; its database `postgres`, where one on another machine has rights
 */
export async function forgetStandby(query: Query, name: string): Promise<void> {
  // The standby that is waited for may be this one.
  await run(query, 'SET synchronous_commit = local');
  const { awaited } = firstRow(
    await query<{ awaited: string }>({
      name: 'standby.awaited',
      text: `SELECT current_setting('synchronous_standby_names') AS awaited`,
    }),
  );
  if (awaited === name) {
    await run(query, 'ALTER SYSTEM RESET synchronous_standby_names');
    await run(query, 'SELECT pg_reload_conf()');
  }
  const text = 'SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE slot_name = $1';
  await query({ name: 'standby.drop', text }, [name]);
  await dropStandbyRole(query, name);
}

/**
 * Makes a standby the primary, with all that reached it, and forgets whom it followed.
 * @param query the standby's database `postgres`, as its superuser
 * @returns when the last change that it has was committed; null when it has seen none
 */
export async function promoteStandby(query: Query, name: string): Promise<Date | null> {
  const text = `SELECT pg_promote(true, ${PROMOTION_S}) AS done`;
  const { done } = firstRow(await query<{ done: boolean }>({ name: 'standby.promote', text }));
  if (!done) throw new StandbyError(`The standby is no primary after ${PROMOTION_S} s: see its log.`);
  const { at } = firstRow(
    await query<{ at: Date | null }>({ name: 'standby.last', text: 'SELECT pg_last_xact_replay_timestamp() AS at' }),
  );
  await run(query, 'SET synchronous_commit = local');
  for (const setting of ['primary_conninfo', 'primary_slot_name', 'synchronous_standby_names']) {
    await run(query, `ALTER SYSTEM RESET ${setting}`);
  }
  await dropStandbyRole(query, name);
  return at;
}

const PROMOTION_S = 60;

const run = (query: Query, text: string) => query({ name: '', text });
