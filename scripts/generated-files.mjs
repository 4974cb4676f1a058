#!/usr/bin/env node
// Files made from the code and kept in git: .env.example, openapi.json, docs/problems.md and docs/decisions.md.
// `node scripts/generated-files.mjs` writes them; with --check it fails when one is stale.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const root = dirname(import.meta.dirname);
const check = process.argv.includes('--check');
const made = {
  '.env.example': ['dist/cli/main.js', 'env-example'],
  'openapi.json': ['dist/described/cli/openapi.js'],
  'docs/problems.md': ['dist/cli/main.js', 'problems'],
  'docs/decisions.md': ['dist/cli/main.js', 'decisions'],
};
const stale = [];
const outputOf = (program, ...words) =>
  execFileSync(process.execPath, [join(root, program), ...words], { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });

outputOf('scripts/build.mjs', '--if-stale');
outputOf('scripts/compile-described.mjs');
for (const [file, program] of Object.entries(made)) {
  const text = outputOf(...program);
  const path = join(root, file);
  if (existsSync(path) && readFileSync(path, 'utf8') === text) continue;
  if (check) stale.push(file);
  else writeFileSync(path, text);
}

if (stale.length > 0) {
  process.stderr.write(`Stale: ${stale.join(', ')}. Run: npm run generate\n`);
  process.exit(1);
}
