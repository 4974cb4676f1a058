import { spawnSync } from 'node:child_process';
import { mkdtempSync, openSync, readSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Site } from './first-start.js';

const MOST_WORDS = 65_536;
const REASON = /FATAL|PANIC|HINT|could not/;
const BEGINNING = 'starting PostgreSQL';
const READ_LIMIT_MS = 5_000;

/**
 * What PostgreSQL says before its own log is open. The data folder is of the account that PostgreSQL runs as, which could
 * put a link there; so root opens nothing in it. The file has no name once it is open.
 */
export function openOutput(): number {
  const folder = mkdtempSync(join(tmpdir(), 'postgres-start-'));
  try {
    return openSync(join(folder, 'output'), 'wx+', 0o600);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Why PostgreSQL did not start: what it said, and what it wrote into its own log once that was open. */
export function lastWords(output: number, site: Site): string {
  const said = Buffer.alloc(MOST_WORDS);
  const lines = said
    .toString('utf8', 0, readSync(output, said, 0, MOST_WORDS, 0))
    .trim()
    .split('\n');
  const logged = lines.some((line) => line.includes('logging collector')) ? logOfThisStart(site) : [];
  const reasons = [...lines, ...logged].filter((line) => REASON.test(line));
  return (reasons.length ? reasons : [...lines, ...logged].slice(-3)).join(' ') || 'it said nothing';
}

/** Today's log from the last start on, read as the account whose it is. */
function logOfThisStart({ dataDir, account }: Site): string[] {
  const newest = 'cd "$1" && newest=$(ls -t | head -n 1) && tail -c "$2" "./$newest"';
  const { stdout } = spawnSync('/bin/sh', ['-c', newest, 'sh', join(dataDir, 'log'), String(MOST_WORDS)], {
    cwd: '/',
    encoding: 'utf8',
    timeout: READ_LIMIT_MS,
    ...account.ids,
  });
  const lines = (stdout ?? '').trim().split('\n');
  return lines.slice(
    Math.max(
      0,
      lines.findLastIndex((line) => line.includes(BEGINNING)),
    ),
  );
}
