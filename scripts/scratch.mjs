// Folders for a while, and what runs in them: gone when the program ends, and when it is told to end in the middle.
import { chmodSync, mkdtempSync, readdirSync, readlinkSync, rmSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** How long processes may take to end by themselves, in ms. */
const [ASKED_MS, MOST_MS] = [5000, 8000];
const folders = new Set();
const endings = new Set();

/** Makes a folder that goes with this program; PostgreSQL's account may enter it too, when root runs this. */
export function scratchFolder(prefix) {
  const folder = mkdtempSync(join(tmpdir(), prefix));
  chmodSync(folder, 0o755);
  folders.add(folder);
  return folder;
}

/** Removes it now. */
export function removeFolder(folder) {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  folders.delete(folder);
}

/** Calls a function when the program is told to end in the middle, to end what it has started. @returns how to call that off */
export function whenTold(end) {
  endings.add(end);
  return () => endings.delete(end);
}

process.once('exit', () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.once(signal, async () => {
    for (const end of endings) end();
    const began = performance.now();
    for (let left = within(); left.length > 0 && performance.now() - began < MOST_MS; left = within()) {
      if (performance.now() - began > ASKED_MS) for (const pid of left) kill(pid);
      await sleep(100);
    }
    process.exit(128 + constants.signals[signal]);
  });
}

/** Processes that work in one of the folders, as PostgreSQL does. */
function within() {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter((name) => {
      try {
        const place = readlinkSync(`/proc/${name}/cwd`);
        return [...folders].some((folder) => place === folder || place.startsWith(`${folder}/`));
      } catch {
        return false;
      }
    })
    .map(Number);
}

function kill(pid) {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended.
  }
}
