import { createHash } from 'node:crypto';
import { accessSync, chmodSync, chownSync, constants, mkdirSync, readdirSync, rmdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Account, canEnter } from './account.js';
import { DataFolderUnusable } from './errors.js';

/**
 * Makes the data folder, and gives it to the account. Where the account cannot enter the folder asked for, the folder
 * is `<cacheRoot>/data-<hash of the path>` instead.
 * @returns the folder's real path
 * @throws {DataFolderUnusable} when it can be neither made nor written
 */
export function prepareDataFolder(requested: string, account: Account, cacheRoot: string): string {
  const [wanted, reachable] = possibleFolders(requested, cacheRoot);
  make(wanted, account);
  if (canEnter(account, wanted)) return wanted;
  removeIfEmpty(wanted);
  mkdirSync(cacheRoot, { recursive: true, mode: 0o755 });
  make(reachable, account);
  if (!canEnter(account, reachable)) {
    throw new DataFolderUnusable(`The account ${account.name} can enter neither ${wanted} nor ${reachable}.`);
  }
  return reachable;
}

/** The folder asked for, and the one used instead where PostgreSQL's account cannot enter it. */
export function possibleFolders(requested: string, cacheRoot: string): [wanted: string, reachable: string] {
  const wanted = resolve(requested);
  const hash = createHash('sha256').update(wanted).digest('hex').slice(0, 12);
  return [wanted, join(cacheRoot, `data-${hash}`)];
}

function make(folder: string, account: Account): void {
  try {
    mkdirSync(folder, { recursive: true });
    refuseForeign(folder);
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    if (account.ids) chownSync(folder, account.ids.uid, account.ids.gid);
    chmodSync(folder, 0o700);
  } catch (cause) {
    if (cause instanceof DataFolderUnusable) throw cause;
    const reason = String(cause);
    const message = `The data folder ${folder} cannot be written by ${account.name || 'this account'} (${reason}).`;
    throw new DataFolderUnusable(message, { cause });
  }
}

/** A mistyped path must not hand somebody's folder to PostgreSQL's account. */
function refuseForeign(folder: string): void {
  const names = readdirSync(folder);
  const isOurs = names.some((name) => /^(cluster|credentials|supervisor|log$|port$)/.test(name));
  if (names.length && !isOurs) {
    throw new DataFolderUnusable(`The data folder ${folder} holds other files: choose an empty one.`);
  }
}

function removeIfEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // holds something: it stays
  }
}
