import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, openSync, readFileSync, readSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EmbeddedPostgresError } from './errors.js';
import { clusterOf, isStandby } from './first-start.js';

/** Beside the cluster: in a standby's folder whom it follows, in a primary's who follows it, and who has taken its place. */
const [FOLLOWS, FOLLOWERS, SUPERSEDED] = ['follows.json', 'followers.json', 'superseded.json'];

/** Who has taken a primary's place. */
interface Successor {
  readonly folder: string;
  readonly at: string;
}

/** A standby was promoted in its place: what was written since is there, and what was written here too would part the two for ever. */
export class PrimarySuperseded extends EmbeddedPostgresError {}

/** Remembers on both sides that the database in one folder follows the one in another. */
export function rememberFollower(primary: string, standby: string): void {
  write(join(standby, FOLLOWS), { folder: primary });
  write(join(primary, FOLLOWERS), [...new Set([...followersOf(primary), standby])]);
}

/** Who was given up may become a database of its own. */
export function forgetFollowers(primary: string, isForgotten: (standby: string) => boolean): void {
  if (!existsSync(join(primary, FOLLOWERS))) return;
  write(
    join(primary, FOLLOWERS),
    followersOf(primary).filter((standby) => !isForgotten(standby)),
  );
}

/** The folder of the database that the one in a folder follows, as far as that is known. */
export const followedBy = (standby: string): string | undefined =>
  read<{ folder?: string }>(join(standby, FOLLOWS))?.folder;

/**
 * Says in the primary's folder that a standby takes its place, where that folder can be reached: it may be on the disk that was lost. Said
 * before the standby is promoted: a primary that starts at that moment either finds it, or is found to live.
 * @returns whether it could be said
 */
export function supersede(standby: string, at: Date): boolean {
  const primary = followedBy(standby);
  if (!primary || !existsSync(clusterOf(primary))) return false;
  try {
    supersededBy(primary, standby, at);
    return true;
  } catch {
    return false;
  }
}

/** Says in a primary's own folder that the standby at an address took its place: it was asked, and said so. */
export const supersededBy = (primary: string, successor: string, at: Date): void =>
  write(join(primary, SUPERSEDED), { folder: successor, at: at.toISOString() } satisfies Successor);

/** Takes back what {@link supersede} said: the standby was not promoted after all. */
export function reinstate(standby: string): void {
  const primary = followedBy(standby);
  if (primary && read<Successor>(join(primary, SUPERSEDED))?.folder === standby) rmSync(join(primary, SUPERSEDED));
}

/** The standby was promoted: it follows nobody any more. */
export const followNobody = (standby: string): void => rmSync(join(standby, FOLLOWS), { force: true });

/**
 * Two primaries would each take what the other lacks. What was promoted is told by the note in this folder, or, where it could not be
 * left, by the standby itself, which follows nobody any more.
 * @throws PrimarySuperseded
 */
export function refuseSuperseded(dataDir: string): void {
  const said = read<Successor>(join(dataDir, SUPERSEDED));
  const successor = said?.folder ?? followersOf(dataDir).find((standby) => isPromoted(standby, dataDir));
  if (!successor) return;
  const file = join(dataDir, said ? SUPERSEDED : FOLLOWERS);
  throw new PrimarySuperseded(
    `The standby in ${successor} took the place of the database in ${dataDir}${said ? ` at ${said.at}` : ''} and has what was written since: ` +
      `start that one, and make a new standby of it in an empty folder. If that one was never in use, delete ${file} and start again.`,
  );
}

/** A copy of this database, by the number of its cluster, that follows nobody. */
const isPromoted = (standby: string, primary: string): boolean =>
  !isStandby(standby) && clusterNumber(standby) !== undefined && clusterNumber(standby) === clusterNumber(primary);

/** The first eight bytes of pg_control; undefined where there is no cluster, or none that can be read. */
function clusterNumber(folder: string): string | undefined {
  try {
    const file = openSync(join(clusterOf(folder), 'global', 'pg_control'), 'r');
    try {
      const bytes = Buffer.alloc(8);
      return readSync(file, bytes) === 8 ? bytes.toString('hex') : undefined;
    } finally {
      closeSync(file);
    }
  } catch {
    return undefined;
  }
}

function followersOf(primary: string): string[] {
  const said = read<unknown>(join(primary, FOLLOWERS));
  return Array.isArray(said) ? said.filter((one) => typeof one === 'string') : [];
}

function read<T>(file: string): T | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as T;
  } catch {
    return undefined;
  }
}

/** Whole or not at all; a link that somebody has put there is replaced, not followed. */
function write(file: string, content: object): void {
  const unfinished = `${file}.${randomBytes(4).toString('hex')}`;
  writeFileSync(unfinished, `${JSON.stringify(content)}\n`, { mode: 0o600, flag: 'wx', flush: true });
  renameSync(unfinished, file);
}
