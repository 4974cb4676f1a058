#!/usr/bin/env node
// Files made from the code and kept in git: .env.example, openapi.json, docs/problems.md, docs/decisions.md, docs/settings.md, docs/knowledge.md, and the README's picture of
// the layers.
// `node scripts/generated-files.mjs` writes them; with --check it fails when one is stale.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const root = dirname(import.meta.dirname);
const check = process.argv.includes('--check');
const made = {
  '.env.example': ['dist/cli/main.js', 'env-example'],
  'openapi.json': ['dist/described/cli/openapi.js'],
  'prisma/guards/52-declared-records.sql': ['dist/cli/main.js', 'records-sql'],
  'docs/problems.md': ['dist/cli/main.js', 'problems'],
  'docs/decisions.md': ['dist/cli/main.js', 'decisions'],
  'docs/settings.md': ['dist/cli/main.js', 'settings'],
  'docs/knowledge.md': ['dist/cli/main.js', 'knowledge'],
};
const stale = [];
const outputOf = (program, ...words) =>
  execFileSync(process.execPath, [join(root, program), ...words], { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });

// The console is built from openapi.json, which is made here.
outputOf('scripts/build.mjs', '--if-stale', '--service');
outputOf('scripts/compile-described.mjs');
const texts = Object.entries(made).map(([file, program]) => [file, outputOf(...program)]);
texts.push(['README.md', withLayers(readFileSync(join(root, 'README.md'), 'utf8'))]);
for (const [file, text] of texts) {
  const path = join(root, file);
  if (existsSync(path) && readFileSync(path, 'utf8') === text) continue;
  if (check) stale.push(file);
  else writeFileSync(path, text);
}

if (stale.length > 0) {
  process.stderr.write(`Stale: ${stale.join(', ')}. Run: npm run generate\n`);
  process.exit(1);
}

/** The README with the groups of docs/layers.json between its two marks. */
function withLayers(readme) {
  const { groups } = JSON.parse(readFileSync(join(root, 'docs', 'layers.json'), 'utf8'));
  const rows = groups.map(({ name, holds, folders }) => [
    `**${name}**`,
    holds,
    folders
      .map((folder) => (folder === '' ? '`app.module.ts` `application.ts`' : `\`${folder.split('/').pop()}\``))
      .join(' '),
  ]);
  const all = [['group', 'what it holds', 'folders, from the ground up'], ...rows];
  const widths = [0, 1, 2].map((at) => Math.max(...all.map((row) => row[at].length)));
  const line = (row) => `| ${row.map((cell, at) => cell.padEnd(widths[at])).join(' | ')} |`;
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  const table = [line(all[0]), rule, ...rows.map(line)].join('\n');
  return readme.replace(/(<!-- layers -->\n)[\s\S]*?(<!-- \/layers -->)/, `$1\n${table}\n\n$2`);
}
