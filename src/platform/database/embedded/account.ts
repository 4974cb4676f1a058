import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { EmbeddedPostgresError } from './errors.js';

/** The system account PostgreSQL's programs run as; they refuse root. */
export interface Account {
  name: string;
  /** Present only when it differs from our own, to hand to spawn. */
  ids?: { uid: number; gid: number };
}

/**
 * Our own account, or for root: `postgres`, created when missing, else `nobody`.
 * @throws {EmbeddedPostgresError} as root on a system with none of them
 */
export function accountForPostgres(): Account {
  if (process.getuid?.() !== 0) return { name: process.env['USER'] ?? String(process.getuid?.() ?? '') };
  const found = named('postgres') ?? created('postgres') ?? named('nobody');
  if (!found) {
    throw new EmbeddedPostgresError('PostgreSQL refuses to run as root: start the service as an ordinary user.');
  }
  return found;
}

/** Whether the account can enter the folder: a parent closed to others hides everything below it. */
export function canEnter(account: Account, folder: string): boolean {
  const shell = spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], { cwd: '/', stdio: 'ignore', ...account.ids });
  return shell.status === 0;
}

function named(name: string): Account | undefined {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${name}:`));
  const [, , uid, gid] = line?.split(':') ?? [];
  return uid && gid ? { name, ids: { uid: Number(uid), gid: Number(gid) } } : undefined;
}

function created(name: string): Account | undefined {
  spawnSync('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', name]);
  return named(name);
}
