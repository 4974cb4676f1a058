#!/usr/bin/env node
// Asks the registry which libraries that are delivered have known faults, and writes them down:
//   npm run known-faults [-- --release] [--to FILE] [--advisories FOLDER|FILE.json]
// Where the registry does not answer, by advisories in the form of OSV (its export of npm, unpacked), carried here by hand if need be.
// Exit code 1: one of high severity or more; with --release also 3 where nobody answers, since then nothing is known.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { advisoriesOf, faultsIn } from './advisories.mjs';

const GRAVE = new Set(['high', 'critical']);
const { values } = parseArgs({
  options: {
    release: { type: 'boolean', default: false },
    to: { type: 'string' },
    advisories: { type: 'string' },
  },
});
const { stdout } = spawnSync('npm', ['audit', '--omit=dev', '--json'], {
  encoding: 'utf8',
  maxBuffer: 64 * 1024 * 1024,
  timeout: 120_000,
});
const answer = read(stdout);
const byFile = answer?.vulnerabilities === undefined && values.advisories ? faultsByFile(values.advisories) : undefined;
if (values.to)
  writeFileSync(values.to, JSON.stringify({ at: new Date().toISOString(), answer: answer ?? null, byFile }, null, 2));
if (byFile) {
  for (const { severity, name, version, id } of byFile) console.log(`${severity}: ${name} ${version}: ${id}`);
  const grave = byFile.filter(({ severity }) => GRAVE.has(severity) || severity === 'unknown').length;
  console.log(
    `Faults of libraries, by ${values.advisories}: ${byFile.length} known, ${grave} of high severity or more, or of none said.`,
  );
  process.exitCode = grave > 0 ? 1 : 0;
} else if (answer?.vulnerabilities === undefined) {
  console.log(`Faults of libraries: NOT CHECKED, the registry does not answer${whyOf(answer)}.`);
  console.log(
    'Before a release ask by advisories of OSV (npm run known-faults -- --release --advisories FOLDER), or look up by hand what\n' +
      'npm run licences -- --to sbom.json lists.',
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

/** What is delivered, against advisories that somebody brought along. */
function faultsByFile(path) {
  const advisories = advisoriesOf(path);
  if (advisories.length === 0) throw new Error(`${path} has no advisories.`);
  const bill = spawnSync('npm', ['sbom', '--sbom-format', 'cyclonedx', '--omit', 'dev'], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  const packages = JSON.parse(bill.stdout).components.map(({ group, name, version }) => ({
    name: group && !name.startsWith('@') ? `${group}/${name}` : name,
    version,
  }));
  return faultsIn(packages, advisories);
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
