// Where the figures of a run are kept.
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';

export const machine = () => ({ cores: cpus().length, model: cpus()[0].model, node: process.version });

/** @param name such as `audit-`, before the time of the run */
export function writeReport(root, name, report) {
  const folder = join(root, 'bench/results');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${name}${report.at.replace(/[:.]/g, '-')}.json`);
  writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`);
  process.stdout.write(`\nWritten to ${file}\n`);
}
