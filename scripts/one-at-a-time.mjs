// Lets one process at a time do what two would spoil for each other.
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const LOOK_EVERY_MS = 100;

/**
 * Does work while nobody else does any under the same lock; one that was killed in the middle of it holds up nobody.
 * @param {string} lock a file that names the process at work and goes with its work
 * @param {number} mostMs how long another is waited for
 * @param {() => unknown} work
 * @param {(holder: string) => void} [waiting] is told once for whom it waits
 */
export async function oneAtATime(lock, mostMs, work, waiting = () => undefined) {
  mkdirSync(dirname(lock), { recursive: true });
  const own = `${lock}.${process.pid}`;
  writeFileSync(own, String(process.pid));
  try {
    const deadline = performance.now() + mostMs;
    for (let said = false, holder; (holder = whoHolds(lock, own)); said = true) {
      if (!said) waiting(holder);
      if (performance.now() > deadline) throw new Error(`process ${holder} holds ${lock} for too long`);
      await sleep(LOOK_EVERY_MS);
    }
  } finally {
    rmSync(own);
  }
  try {
    return await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

/** Puts our own file in the place of the lock unless a living process has its there. @returns which, undefined when we hold it */
function whoHolds(lock, own) {
  for (;;) {
    try {
      linkSync(own, lock); // it is there at once and whole
      return undefined;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    const holder = holderOf(lock);
    if (holder !== undefined && isAlive(Number(holder))) return holder;
    if (holder !== undefined) takeAway(lock, holder, `${own}.over`);
  }
}

/** @returns undefined when it has just gone */
function holderOf(lock) {
  try {
    return readFileSync(lock, 'utf8');
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
    return undefined;
  }
}

/** Takes away the lock of one who is gone. Where somebody else did so before us and holds it now, theirs is put back. */
function takeAway(lock, holder, aside) {
  try {
    renameSync(lock, aside);
    if (holderOf(aside) !== holder) linkSync(aside, lock);
  } catch (error) {
    if (error.code !== 'ENOENT' && error.code !== 'EEXIST') throw error;
  }
  rmSync(aside, { force: true });
}

function isAlive(pid) {
  if (!(pid > 0)) return false; // nothing that we wrote
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
