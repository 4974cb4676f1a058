import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { chmod, copyFile, mkdir, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { join, relative, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { giveToPostgres } from '../platform/backup/restore.js';
import {
  copyStandby,
  promoteStandby,
  StandbyError,
  standbyName,
  standbyState,
  type StandbyState,
  waitForStandby,
} from '../platform/backup/standby.js';
import { accountForPostgres, canEnter } from '../platform/database/embedded/account.js';
import { findBinaries } from '../platform/database/embedded/binaries.js';
import { readCredentials, urlFor } from '../platform/database/embedded/credentials.js';
import { clusterOf, isStandby } from '../platform/database/embedded/first-start.js';
import { clearAway, type Postmaster, runningPostmaster } from '../platform/database/embedded/postmaster-file.js';
import { eventually, isAlive, signal } from '../platform/database/embedded/processes.js';
import {
  followedBy,
  followNobody,
  reinstate,
  rememberFollower,
  supersede,
} from '../platform/database/embedded/superseded.js';
import {
  type Elsewhere,
  followedElsewhere,
  forgetElsewhere,
} from '../platform/database/embedded/superseded-elsewhere.js';
import { supervisorOf } from '../platform/database/embedded/supervisor.js';
import { startOnPort } from '../platform/database/embedded/server.js';
import { CACHE_ROOT, type EmbeddedPostgres } from '../platform/database/embedded/start.js';
import { Session } from '../platform/database/session.js';
import { databaseFolderOf, ownFolderOf, separateOwnFiles } from './own-files.js';

/** A standby reads its log from where the copy began before it answers. */
const READY_MS = 600_000;
const FOLLOWS_MS = 60_000;
const SHUTDOWN_MS = 20_000;
const LOOK_EVERY_MS = 100;
/** How long a primary on another machine may take to be found alive. */
const ASK_MS = 5000;
/** What the service of the promoted standby must have, beside what the settings give it. */
export const KEYS = /^(audit-signing-key\.pem.*|token-secret|token-secret-accepted|second-factor-keys|metrics-token)$/;

export interface AskedStandby {
  readonly primary: Pick<EmbeddedPostgres, 'superuserUrl' | 'dataDir' | 'port'>;
  /** Where keys and secrets of the primary lie. */
  readonly keysIn: string;
  /** The data folder that it becomes: empty, or that of a standby, which is started again. */
  readonly to: string;
  readonly port?: number;
  readonly synchronous: boolean;
}

export interface StandbyAtWork extends Postmaster {
  readonly name: string;
  readonly made: boolean;
  readonly databaseFolder: string;
  /** Names of the files with keys and secrets that it was given. */
  readonly keys: readonly string[];
}

/**
 * Makes a standby of the running embedded database in another folder, or starts the one that is there, and waits until it follows. Its
 * PostgreSQL goes on by itself; keys and secrets are carried each time.
 * @throws StandbyError, EmbeddedPostgresError: with one sentence that says what to do
 */
export async function makeStandby(asked: AskedStandby): Promise<StandbyAtWork> {
  const place = resolve(asked.to);
  const folder = databaseFolderOf(place);
  const isThere = isStandby(folder);
  if (!isThere && existsSync(place) && readdirSync(place).length > 0) {
    throw new StandbyError(`${place} holds files already: name an empty folder.`);
  }
  if (!relative(asked.keysIn, place).startsWith('..')) {
    throw new StandbyError(
      `${place} lies in the data folder of the primary: name a folder elsewhere, on another disk.`,
    );
  }
  const session = await Session.open(asked.primary.superuserUrl, { statementTimeoutMs: 0 });
  try {
    const name = isThere
      ? await known(session.query, folder)
      : await copied(session.query, asked.primary, folder, place);
    const postmaster = runningPostmaster(clusterOf(folder)) ?? (await startStandby(folder, asked.port));
    await until(session.query, name, ({ streams }) => streams);
    if (asked.synchronous) {
      await waitForStandby(session.query, name);
      await until(session.query, name, ({ synchronous }) => synchronous);
    }
    rememberFollower(asked.primary.dataDir, folder);
    const keys = await carryKeys(asked.keysIn, ownFolderOf(place, folder));
    return { ...postmaster, name, made: !isThere, databaseFolder: folder, keys };
  } finally {
    await session.close();
  }
}

async function known(query: Session['query'], folder: string): Promise<string> {
  const name = standbyName(folder);
  if (await standbyState(query, name)) return name;
  throw new StandbyError(
    `${folder} holds the standby of another database, or one that was forgotten: name an empty folder.`,
  );
}

async function copied(
  query: Session['query'],
  primary: AskedStandby['primary'],
  folder: string,
  place: string,
): Promise<string> {
  separateOwnFiles(place);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  try {
    const name = await copyStandby(query, { databaseFolder: primary.dataDir, port: primary.port, to: folder });
    await giveToPostgres(folder);
    if (canEnter(accountForPostgres(), folder)) return name;
    throw new StandbyError(`PostgreSQL's account cannot enter ${folder}: name a folder that it can.`);
  } catch (error) {
    await rm(place, { recursive: true, force: true });
    throw error;
  }
}

/** Starts the PostgreSQL of a standby, which outlives this process. */
export async function startStandby(dataDir: string, port?: number): Promise<Postmaster> {
  await clearAway(clusterOf(dataDir), () => undefined);
  const account = accountForPostgres();
  const binaries = findBinaries(account, CACHE_ROOT);
  const started = await startOnPort({ dataDir, binaries, account, durable: true, readyMs: READY_MS }, port);
  if (port) writeFileSync(join(dataDir, 'port'), `${port}\n`);
  return { pid: started.pid, port: started.port, isReady: true };
}

async function until(query: Session['query'], name: string, holds: (state: StandbyState) => boolean): Promise<void> {
  const deadline = performance.now() + FOLLOWS_MS;
  for (;;) {
    const state = await standbyState(query, name);
    if (state && holds(state)) return;
    if (performance.now() > deadline) throw new StandbyError(`The standby ${name} does not follow: see its log.`);
    await sleep(LOOK_EVERY_MS);
  }
}

async function carryKeys(from: string, to: string): Promise<string[]> {
  const names = readdirSync(from).filter((name) => KEYS.test(name));
  for (const name of names) {
    await copyFile(join(from, name), join(to, name));
    await chmod(join(to, name), 0o600);
  }
  return names;
}

export interface Promoted {
  /** When its last change was committed; null when it has seen none. */
  readonly last: Date | null;
  /** The folder of the old primary, where it is known, and whether it was told there that its time is over. */
  readonly primary?: string;
  readonly isFenced: boolean;
  /** Whether the primary was on another machine, `primary` being its address. */
  readonly isElsewhere?: boolean;
}

/**
 * Makes the standby in a data folder the primary, and leaves it at rest for `npm start`. The old primary does not start again where its
 * folder can be reached, now or when it comes back.
 * @throws StandbyError while the primary answers, or its service lives
 */
export async function promote(dataDir: string): Promise<Promoted> {
  const folder = databaseFolderOf(resolve(dataDir));
  if (!isStandby(folder)) throw new StandbyError(`${dataDir} holds no standby.`);
  await refuseWhilePrimaryLives(folder);
  const { port, pid } = runningPostmaster(clusterOf(folder)) ?? (await startStandby(folder));
  const url = urlFor('postgres', readCredentials(folder), port, 'postgres');
  const session = await Session.open(url, { statementTimeoutMs: 0 });
  try {
    const elsewhere = followedElsewhere(folder);
    if (elsewhere) return await inPlaceOf(elsewhere, folder, () => promoteStandby(session.query, elsewhere.name));
    return await inItsPlace(folder, () => promoteStandby(session.query, standbyName(folder)));
  } finally {
    await session.close();
    signal(pid, 'SIGINT');
    await eventually(() => !isAlive(pid), SHUTDOWN_MS);
  }
}

/** Bars the primary first, so that none starts while its standby is being promoted. */
async function inItsPlace(folder: string, promoted: () => Promise<Date | null>): Promise<Promoted> {
  const primary = followedBy(folder);
  const isFenced = supersede(folder, new Date());
  try {
    // What started before it was barred lives by now.
    await refuseWhilePrimaryLives(folder);
    const last = await promoted();
    followNobody(folder);
    return { last, primary, isFenced };
  } catch (error) {
    if (isStandby(folder)) reinstate(folder);
    throw error;
  }
}

/** In the place of one on another machine, which asks this one before it starts. */
async function inPlaceOf(
  { host, port, name }: Elsewhere,
  folder: string,
  promoted: () => Promise<Date | null>,
): Promise<Promoted> {
  const last = await promoted();
  // The lines that let the old primary ask stay; it has no role to follow with any more.
  forgetElsewhere(folder, (one) => one === name);
  return { last, primary: `${host}:${port}`, isFenced: false, isElsewhere: true };
}

/** Two primaries would each take what the other lacks. */
async function refuseWhilePrimaryLives(folder: string): Promise<void> {
  const elsewhere = followedElsewhere(folder);
  if (elsewhere) return refuseWhileListening(elsewhere);
  const settings = readFileSync(join(clusterOf(folder), 'postgresql.auto.conf'), 'utf8');
  const port = Number([...settings.matchAll(/^primary_conninfo = '.*\bport=(\d+)/gm)].at(-1)?.[1]);
  if (port && (await answers(urlFor('postgres', readCredentials(folder), port)))) {
    throw new StandbyError(
      `The primary on port ${port} still answers: stop its service for good, then promote the standby; nothing is lost that way.`,
    );
  }
  const primary = followedBy(folder);
  const supervisor = primary && supervisorOf(primary);
  if (supervisor) {
    throw new StandbyError(
      `The service of the primary still runs (process ${supervisor}) and would start its database again: stop it for good first.`,
    );
  }
}

/** What holds the port lives, answering or not. */
async function refuseWhileListening({ host, port }: Elsewhere): Promise<void> {
  const socket = connect({ host, port });
  const isThere = await new Promise<boolean>((answer) => {
    socket.setTimeout(ASK_MS, () => answer(false));
    socket.once('connect', () => answer(true)).once('error', () => answer(false));
  });
  socket.destroy();
  if (!isThere) return;
  throw new StandbyError(
    `The primary at ${host}:${port} still answers: stop its service for good, then promote the standby; nothing is lost that way.`,
  );
}

async function answers(superuserUrl: string): Promise<boolean> {
  try {
    await (await Session.open(superuserUrl)).close();
    return true;
  } catch (error) {
    // One that is starting or shutting down lives too.
    return (error as { code?: string }).code === '57P03';
  }
}
