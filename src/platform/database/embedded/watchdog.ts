import { spawn } from 'node:child_process';

/**
 * A shell that outlives us by a moment: it waits on a pipe that only we hold. A line means all is in order; the pipe's
 * end means that we died, and it shuts PostgreSQL down and removes the folder if asked to. Killing by number, not
 * through the data folder, so that it never meets the server of a later start.
 */
const SCRIPT = `
trap '' INT TERM HUP
alive() {
  kill -0 "$1" || return 1
  [ ! -r "/proc/$1/stat" ] || { read -r _ _ state _ < "/proc/$1/stat" && [ "$state" != Z ]; }
}
read -r _ && exit 0
kill -"$2" "$1"
tries=0
while alive "$1" && [ $tries -lt 200 ]; do tries=$((tries + 1)); sleep 0.05; done
[ -z "$3" ] || rm -rf "$3"
`;

/** @returns calls the watchdog off */
export function watchOver(pid: number, options: { durable: boolean; remove?: string }): () => void {
  const how = options.durable ? 'INT' : 'QUIT';
  const shell = spawn('/bin/sh', ['-c', SCRIPT, 'benh-an-watchdog', String(pid), how, options.remove ?? ''], {
    cwd: '/',
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  shell.on('error', () => undefined);
  shell.stdin.on('error', () => undefined);
  shell.unref();
  (shell.stdin as unknown as { unref?: () => void }).unref?.();
  return () => shell.stdin.end('done\n');
}
