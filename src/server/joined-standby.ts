import { randomBytes } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { type Carried, type Invitation, readInvitation } from '../platform/backup/invitation.js';
import { Replication } from '../platform/backup/replication.js';
import { giveToPostgres } from '../platform/backup/restore.js';
import { StandbyError } from '../platform/backup/standby.js';
import { accountForPostgres, canEnter } from '../platform/database/embedded/account.js';
import { readCredentials, saveCredentials, urlFor } from '../platform/database/embedded/credentials.js';
import { clusterOf } from '../platform/database/embedded/first-start.js';
import { listenOn } from '../platform/database/embedded/network.js';
import { type Postmaster, runningPostmaster } from '../platform/database/embedded/postmaster-file.js';
import {
  clientElsewhere,
  followedElsewhere,
  rememberElsewhere,
} from '../platform/database/embedded/superseded-elsewhere.js';
import { Session } from '../platform/database/session.js';
import { databaseFolderOf, ownFolderOf, separateOwnFiles } from './own-files.js';
import { startStandby } from './standby.js';

const [FOLLOWS_MS, LOOK_EVERY_MS, PATIENCE_MS] = [60_000, 100, 30_000];
/** What its log is checked by; beside the cluster, since what is in that is the primary's. */
const AUTHORITY = 'primary.crt';

export interface JoinedStandby extends Postmaster {
  readonly name: string;
  readonly primary: string;
  readonly databaseFolder: string;
  readonly synchronous: boolean;
  readonly keys: readonly string[];
  readonly megabytes: number;
}

/**
 * Makes this machine the standby that an invitation is for: copies the database over the network, puts keys and the witness in their places,
 * starts PostgreSQL, and waits until it follows.
 * @throws StandbyError, SealedFileError, EmbeddedPostgresError: with one sentence that says what to do
 */
export async function joinAsStandby(asked: { file: string; code: string; to: string }): Promise<JoinedStandby> {
  const place = resolve(asked.to);
  if (existsSync(place) && readdirSync(place).length > 0) {
    throw new StandbyError(`${place} holds files already: name an empty folder.`);
  }
  const { invitation, carried } = await readInvitation(asked.file, asked.code);
  if (Date.parse(invitation.until) < Date.now()) {
    throw new StandbyError(`The invitation was good until ${invitation.until}: make another with emr standby invite.`);
  }
  const folder = databaseFolderOf(place);
  separateOwnFiles(place);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  try {
    const password = randomBytes(24).toString('base64url');
    const bytes = await copied(invitation, folder, password);
    const keys = placed(carried, ownFolderOf(place, folder));
    await giveToPostgres(folder);
    if (!canEnter(accountForPostgres(), folder)) {
      throw new StandbyError(`PostgreSQL's account cannot enter ${folder}: name a folder that it can.`);
    }
    const postmaster = await startStandby(folder, invitation.there.port);
    await streams(folder);
    if (invitation.synchronous) await waitedFor(invitation, folder, password);
    const { name, host, port } = invitation.primary;
    const { synchronous } = invitation;
    const megabytes = Math.ceil(bytes / 1024 ** 2);
    return { ...postmaster, name, primary: `${host}:${port}`, databaseFolder: folder, synchronous, keys, megabytes };
  } catch (error) {
    // One that runs follows, and is found by its log.
    if (!runningPostmaster(clusterOf(folder))) await rm(place, { recursive: true, force: true });
    throw error;
  }
}

/** Starts a standby of a database on another machine again, after this one was restarted. @returns undefined where the folder holds none */
export async function startAgain(to: string): Promise<(Postmaster & { name: string; primary: string }) | undefined> {
  const folder = databaseFolderOf(resolve(to));
  const followed = followedElsewhere(folder);
  if (!followed) return undefined;
  const postmaster = runningPostmaster(clusterOf(folder)) ?? (await startStandby(folder));
  await streams(folder);
  return { ...postmaster, name: followed.name, primary: `${followed.host}:${followed.port}` };
}

/** Copies the database, and gives the standby a password that nobody was told. @returns bytes */
async function copied(invitation: Invitation, folder: string, password: string): Promise<number> {
  const { primary, there, credentials } = invitation;
  const cluster = clusterOf(folder);
  mkdirSync(cluster, { recursive: true, mode: 0o700 });
  const replication = await reached(invitation);
  try {
    await replication.makeSlot(primary.name);
    const bytes = await replication.copyInto(cluster, primary.name);
    await asStandby(invitation, invitation.password, async (client) => {
      await client.query('SELECT emr_standby.joined($1)', [password]);
    });
    writeFileSync(join(folder, AUTHORITY), primary.authority, { mode: 0o600 });
    appendFileSync(join(cluster, 'postgresql.auto.conf'), settingsOf(invitation, folder, password));
    writeFileSync(join(cluster, 'standby.signal'), '', { mode: 0o600 });
    saveCredentials(folder, credentials);
    listenOn(folder, there.host);
    rememberElsewhere(folder, primary);
    return bytes;
  } catch (error) {
    await replication.dropSlot(primary.name).catch(() => undefined);
    throw error;
  } finally {
    await replication.close();
  }
}

async function reached({ primary, password, until }: Invitation): Promise<Replication> {
  try {
    return await Replication.open(primary, password);
  } catch (cause) {
    const { message, code } = cause as { message: string; code?: string };
    const at = `${primary.host}:${primary.port}`;
    throw new StandbyError(
      code === '28P01'
        ? `The invitation was used already, or taken back: make another with emr standby invite (it was good until ${until}).`
        : `The primary at ${at} is not reached (${message || code}): let this machine through to its port, then try again.`,
      { cause },
    );
  }
}

/** The last line of a name counts: what the primary had there is copied too. */
function settingsOf({ primary }: Invitation, folder: string, password: string): string {
  const { name, host, port } = primary;
  const conninfo =
    `host=${host} port=${port} user=${name} password=${password} application_name=${name} ` +
    `sslmode=verify-ca sslrootcert=${quoted(join(folder, AUTHORITY), /[\\']/g, '\\')} keepalives_idle=10 keepalives_interval=5 keepalives_count=3`;
  return [
    `primary_conninfo = ${quoted(conninfo, /'/g, "'")}`,
    `primary_slot_name = '${name}'`,
    `synchronous_standby_names = ''`,
    '',
  ].join('\n');
}

const quoted = (text: string, signs: RegExp, before: string): string =>
  `'${text.replace(signs, (sign) => before + sign)}'`;

/** Keys and witness, each in its place. @returns the names of the keys */
function placed(carried: readonly Carried[], own: string): string[] {
  for (const { name, content } of carried) {
    const file = join(own, name.replace(/^keys\//, ''));
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(file, content, { mode: 0o600 });
  }
  return carried.map(({ name }) => name);
}

async function asStandby<T>(
  { primary }: Pick<Invitation, 'primary'>,
  password: string,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const as = { user: primary.name, password, database: 'postgres', patienceMs: PATIENCE_MS };
  const client = clientElsewhere(primary, as);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** As this machine's superuser sees it. */
async function streams(folder: string): Promise<void> {
  const { port } = runningPostmaster(clusterOf(folder)) ?? {};
  const session = await Session.open(urlFor('postgres', readCredentials(folder), port ?? 0, 'postgres'));
  try {
    await until(folder, async () => {
      const text = `SELECT FROM pg_stat_wal_receiver WHERE status = 'streaming'`;
      return (await session.query({ name: 'standby.receives', text })).length > 0;
    });
  } finally {
    await session.close();
  }
}

/** From now on the primary answers no write before it is on this machine's disk too. */
async function waitedFor(invitation: Invitation, folder: string, password: string): Promise<void> {
  const { name } = invitation.primary;
  await asStandby(invitation, password, async (client) => {
    await client.query(`ALTER SYSTEM SET synchronous_standby_names = '${name}'`);
    await client.query('SELECT pg_reload_conf()');
    await until(folder, async () => {
      const { rows } = await client.query(
        `SELECT FROM pg_stat_replication WHERE application_name = '${name}' AND sync_state = 'sync'`,
      );
      return rows.length > 0;
    });
  });
}

async function until(folder: string, holds: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + FOLLOWS_MS;
  while (!(await holds())) {
    if (performance.now() > deadline) {
      throw new StandbyError(`The standby in ${folder} does not follow: see its log in ${join(folder, 'log')}.`);
    }
    await sleep(LOOK_EVERY_MS);
  }
}
