#!/usr/bin/env node
// Asks the registry which libraries that are delivered have known faults, and writes them down:   npm run known-faults [-- --release] [--to FILE]
// Exit code 1: one of high severity or more; with --release also 3 where the registry does not answer, since then nothing is known.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

const GRAVE = new Set(['high', 'critical']);
const { values } = parseArgs({ options: { release: { type: 'boolean', default: false }, to: { type: 'string' } } });
const { stdout } = spawnSync('npm', ['audit', '--omit=dev', '--json'], {
  encoding: 'utf8',
  maxBuffer: 64 * 1024 * 1024,
  timeout: 120_000,
});
const answer = read(stdout);
if (values.to)
  writeFileSync(values.to, JSON.stringify({ at: new Date().toISOString(), answer: answer ?? null }, null, 2));
if (answer?.vulnerabilities === undefined) {
  console.log(`Faults of libraries: NOT CHECKED, the registry does not answer${whyOf(answer)}.`);
  console.log(
    'Before a release look them up by hand: npm run licences -- --to sbom.json lists every library and version.',
  );
  process.exitCode = values.release ? 3 : 0;
} else {
  const found = Object.values(answer.vulnerabilities);
  for (const { name, severity, range, fixAvailable } of found) {
    const mended = typeof fixAvailable === 'object' ? `; mended in ${fixAvailable.name} ${fixAvailable.version}` : '';
    console.log(`${severity}: ${name} ${range}${mended}`);
  }
  const grave = found.filter(({ severity }) => GRAVE.has(severity)).length;
  console.log(`Faults of libraries: ${found.length} known, ${grave} of high severity or more.`);
  process.exitCode = grave > 0 ? 1 : 0;
}

function read(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function whyOf(answer) {
  const said = answer?.message ?? answer?.error?.summary;
  return said ? ` (${String(said).split('\n')[0]})` : '';
}
