// Where the figures of a run are kept.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';

const folderOf = (root) => join(root, 'bench/results');

export const machine = () => ({ cores: cpus().length, model: cpus()[0].model, node: process.version });

/** Files that are written again and again are told of once. */
const said = new Set();

/** @param name such as `audit-`, before the time of the run */
export function writeReport(root, name, report) {
  mkdirSync(folderOf(root), { recursive: true });
  const file = join(folderOf(root), `${name}${report.at.replace(/[:.]/g, '-')}.json`);
  writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`);
  if (!said.has(file)) process.stdout.write(`\nWritten to ${file}\n`);
  said.add(file);
}

/** The latest run kept under that name; undefined when there is none. */
export function lastReport(root, name) {
  if (!existsSync(folderOf(root))) return undefined;
  const file = readdirSync(folderOf(root))
    .filter((one) => one.startsWith(name) && /^\d{4}-.*\.json$/.test(one.slice(name.length)))
    .sort()
    .at(-1);
  return file && JSON.parse(readFileSync(join(folderOf(root), file), 'utf8'));
}
