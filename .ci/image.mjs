#!/usr/bin/env node
// Does what the Dockerfile says without an engine: the same copies (minus .dockerignore) and the same commands, each stage in a folder
// of its own; then migrates and starts what came out beside a PostgreSQL, asks its health as the image does, and plays the tour.
// What an engine adds is left out: base images, users (chown does nothing), mounts.   node .ci/image.mjs
import { execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, delimiter, dirname, join, relative, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const repository = dirname(import.meta.dirname);
const work = mkdtempSync(join(tmpdir(), 'image-'));
chmodSync(work, 0o755); // PostgreSQL's account enters it too, when root runs this
const PORT = process.env.CI_PORT ?? '3218';
/** Node as the base image has it comes with the packages here. */
const PATH = [join(repository, 'node_modules', '.bin'), process.env.PATH].join(delimiter);

/** The instructions of a Dockerfile, in order, with lines that go on joined. */
function instructions(text) {
  const lines = text.replace(/^\s*#.*$/gm, '').replace(/\\\n/g, ' ');
  return [...lines.matchAll(/^([A-Z]+)\s+(.+)$/gm)].map(([, name, words]) => ({ name, words: words.trim() }));
}

/** Whether .dockerignore keeps a path of the repository out: the last pattern that fits it, or a folder above it, decides. */
function ignoring(text) {
  const patterns = text.split('\n').flatMap((line) => {
    const [, not, glob] = /^(!?)(\S+)$/.exec(line.trim()) ?? [];
    if (!glob || glob.startsWith('#')) return [];
    const source = glob.replace(/[.+^${}()|[\]\\]/g, '\\$&').replace(/\*\*|\*|\?/g, (sign) => SIGNS[sign]);
    return [{ fits: new RegExp(`^${source}(/|$)`), keeps: not === '!' }];
  });
  return (path) => !(patterns.findLast(({ fits }) => fits.test(path))?.keeps ?? true);
}
const SIGNS = { '**': '.*', '*': '[^/]*', '?': '[^/]' };

/** Copies as COPY does: a folder's content into the target, a file into or onto it. */
function copy(from, to, isFolder, isWanted) {
  if (!statSync(from).isDirectory()) return put(from, isFolder ? join(to, basename(from)) : to);
  mkdirSync(to, { recursive: true });
  if (!isWanted) return void execFileSync('cp', ['-al', `${from}/.`, `${to}/`]);
  const files = readdirSync(from, { recursive: true }).filter((file) => !statSync(join(from, file)).isDirectory());
  for (const file of files) if (isWanted(join(from, file))) put(join(from, file), join(to, file));
}

function put(from, to) {
  mkdirSync(dirname(to), { recursive: true });
  cpSync(from, to);
}

function build() {
  const ignored = ignoring(readFileSync(join(repository, '.dockerignore'), 'utf8'));
  const isWanted = (path) => !ignored(relative(repository, path));
  const stages = new Map();
  let stage;
  const inStage = (path) => (path.startsWith('/') ? join(stage.root, path) : resolve(stage.folder, path));
  const steps = {
    FROM(words) {
      const name = / AS (\S+)$/i.exec(words)?.[1] ?? `stage-${stages.size}`;
      const root = join(work, name);
      stage = { root, folder: root, env: {} };
      mkdirSync(root);
      stages.set(name, stage);
    },
    WORKDIR(words) {
      stage.folder = inStage(words);
      mkdirSync(stage.folder, { recursive: true });
    },
    ENV(words) {
      for (const [, name, value] of words.matchAll(/(\w+)=(\S+)/g)) stage.env[name] = value;
    },
    COPY(words) {
      const source = stages.get(/--from=(\S+)/.exec(words)?.[1]);
      const [to, ...from] = words
        .split(/\s+/)
        .filter((word) => !word.startsWith('--'))
        .reverse();
      for (const path of from.reverse()) {
        const at = source ? join(source.root, path) : join(repository, path);
        if (!source && statSync(at).isFile() && ignored(path)) throw new Error(`COPY: .dockerignore keeps ${path} out`);
        copy(at, inStage(to), to.endsWith('/') || statSync(at).isDirectory(), source ? undefined : isWanted);
      }
    },
    RUN(words) {
      // Folders outside the work folder lie in the stage too; the users are the engine's.
      const command = words.replace(/(^|\s)(\/\w[\w/]*)/g, (_, before, path) => `${before}${inStage(path)}`);
      process.stdout.write(`RUN ${words}\n`);
      const env = { ...process.env, ...stage.env, PATH };
      execFileSync('sh', ['-ec', `chown() { :; }\n${command}`], { cwd: stage.folder, env, stdio: 'inherit' });
    },
    CMD: (words) => (stage.command = JSON.parse(words)),
    HEALTHCHECK: (words) => (stage.health = JSON.parse(/CMD\s+(\[.+\])$/.exec(words)[1])),
    USER: () => undefined,
    VOLUME: () => undefined,
    EXPOSE: () => undefined,
  };
  for (const { name, words } of instructions(readFileSync(join(repository, 'Dockerfile'), 'utf8'))) {
    if (!steps[name]) throw new Error(`The Dockerfile says ${name}, which .ci/image.mjs does not know yet`);
    steps[name](words);
  }
  return stage;
}

/** Migrates, starts, plays a day and stops, as docker-compose.yml does with the image. */
async function tryOut({ root, folder, env: own, command, health }) {
  const { startEmbeddedPostgres } = await import(
    join(repository, 'dist', 'platform', 'database', 'embedded', 'start.js')
  );
  const log = () => undefined;
  const postgres = await startEmbeddedPostgres({
    dataDir: join(work, 'postgres'),
    removeOnExit: true,
    durable: false,
    log,
  });
  const env = { ...own, PATH, HOME: process.env.HOME, DATA_DIR: join(root, own.DATA_DIR), HOST: '127.0.0.1', PORT };
  const run = ([program, ...words], more = {}) =>
    execFileSync(program, words, { cwd: folder, env: { ...env, ...more }, stdio: 'inherit' });
  run(['node', 'dist/cli/main.js', 'migrate'], { DATABASE_OWNER_URL: postgres.ownerUrl });
  const secrets = {
    DATABASE_URL: postgres.appUrl,
    DATABASE_SEALER_URL: postgres.sealerUrl,
    TOKEN_SECRET: randomBytes(36).toString('base64'),
  };
  if (isHealthy(() => run(health)))
    throw new Error(`Something answers on port ${PORT} already: set CI_PORT to another.`);
  const [program, ...words] = command;
  const settings = { ...env, ...secrets, SEED_DEMO: 'true' };
  const service = spawn(program, words, { cwd: folder, env: settings, stdio: ['ignore', 'ignore', 'inherit'] });
  const ended = once(service, 'exit');
  try {
    for (let tries = 0; !isHealthy(() => run(health)); tries++) {
      if (service.exitCode !== null || tries === 120) throw new Error('The image does not become healthy.');
      await pause(1000);
    }
    run(['node', 'dist/cli/main.js', 'tour']);
  } finally {
    service.kill('SIGTERM');
    const [code] = await ended;
    await postgres.stop();
    if (code !== 0) process.exitCode = 1;
  }
}

function isHealthy(ask) {
  try {
    ask();
    return true;
  } catch {
    return false;
  }
}

try {
  await tryOut(build());
  process.stdout.write('The image builds, starts and plays the tour.\n');
} finally {
  rmSync(work, { recursive: true, force: true });
}
