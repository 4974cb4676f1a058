import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { basename } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Whether a process with this number exists, ours or not. A zombie counts as gone. */
export function isAlive(pid: number): boolean {
  return startedAt(pid) !== undefined;
}

/**
 * When a process started, as a text to compare (a process number alone is used again after a restart); undefined when
 * there is no such process.
 */
export function startedAt(pid: number): string | undefined {
  if (process.platform !== 'linux') return ps(pid, 'lstart');
  try {
    const [state, ...fields] = afterName(readFileSync(`/proc/${pid}/stat`, 'utf8'));
    return state === 'Z' || state === 'X' ? undefined : fields[18];
  } catch {
    return undefined;
  }
}

/** The command line of a process; empty when it is gone. */
export function commandOf(pid: number): string {
  if (process.platform !== 'linux') return ps(pid, 'command') ?? '';
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
}

/** Living processes of a program that work in a folder, ours or not; none can be told of elsewhere than on Linux. */
export function processesIn(folder: string, program: string): number[] {
  if (process.platform !== 'linux') return [];
  const names = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return names.map(Number).filter((pid) => isAlive(pid) && linkOf(pid, 'cwd') === folder && isOf(pid, program));
}

/** A program that was replaced meanwhile is called so with a word behind it. */
const isOf = (pid: number, program: string): boolean => basename(linkOf(pid, 'exe') ?? '').split(' ')[0] === program;

function linkOf(pid: number, name: 'cwd' | 'exe'): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/${name}`);
  } catch {
    return undefined; // gone already, or another account's
  }
}

/** Sends a signal; a process that is gone already is no error. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // gone already
  }
}

/** Waits until the condition holds; false after the time limit in ms. */
export async function eventually(condition: () => boolean, limitMs: number, stepMs = 10): Promise<boolean> {
  const deadline = Date.now() + limitMs;
  while (!condition()) {
    if (Date.now() > deadline) return false;
    await sleep(stepMs);
  }
  return true;
}

/** The fields of /proc/<pid>/stat from the state on; the name before it may hold spaces and brackets. */
function afterName(stat: string): string[] {
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}

function ps(pid: number, field: string): string | undefined {
  return spawnSync('ps', ['-o', `${field}=`, '-p', String(pid)], { encoding: 'utf8' }).stdout.trim() || undefined;
}
