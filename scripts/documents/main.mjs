#!/usr/bin/env node
// Runs the commands of the documents, from the documents themselves, on scratch hospitals:
//   npm run documents [-- --only auditors]
import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { root } from '../faults/hospital.mjs';
import { freePorts } from '../free-ports.mjs';
import { blocksOf } from './blocks.mjs';
import { SCENES } from './scenes.mjs';

const { values } = parseArgs({
  options: { only: { type: 'string', default: '' }, port: { type: 'string', default: '' } },
});
/** The longest that one block may take, in ms. */
const MOST_MS = 120_000;

/** `npm run emr` and `npm start` as the documents say them. */
const SHIMS = `
emr() { "$NODE" "$ROOT/dist/cli/main.js" "$@"; }
node() { "$NODE" "$@"; }
# Reads on to the end: who writes into it is not cut off in the middle, which counts as a failure.
head() { command head "$@"; cat > /dev/null; }
command -v openssl > /dev/null || openssl() { node -p 'crypto.randomBytes(48).toString("base64")'; }
npm() {
  if [ "$1" = start ]; then
    "$NODE" "$ROOT/scripts/documents/start.mjs"
  elif [ "$1 $2 $3" = 'run emr --' ]; then
    shift 3
    emr "$@"
  else
    echo "npm $*: not known here" >&2
    return 1
  fi
}`;

/** What a document may take for granted on a server, and a small machine may lack. */
const PROGRAMS = ['curl -', 'openssl dgst', 'openssl genrsa'];
const isThere = (call) => spawnSync('bash', ['-c', `command -v ${call.split(' ')[0]}`]).status === 0;

const counts = { ran: 0, failed: 0, left: 0 };
for (const [name, open] of Object.entries(SCENES)) {
  if (name.includes(values.only)) await runDocument(`docs/${name}.md`, open);
}
console.log(`\n${counts.ran} blocks run, ${counts.failed} failed, ${counts.left} not run, each with its reason`);
process.exitCode = counts.failed > 0 || counts.ran === 0 ? 1 : 0;

async function runDocument(path, open) {
  const text = readFileSync(join(root, path), 'utf8');
  const scene = await open(Number(values.port) || (await freePorts(4)), text);
  try {
    for (const block of blocksOf(text)) {
      if (block.why) counts.left += 1;
      const missing = block.how && PROGRAMS.find((call) => block.text.includes(call) && !isThere(call));
      if (missing) {
        counts.left += 1;
        console.log(`skipped   ${path}:${block.line}: this machine has no ${missing.split(' ')[0]}`);
      } else if (block.how) await tell(`${path}:${block.line}`, () => runBlock(scene, block));
    }
  } finally {
    await scene.close();
  }
}

async function tell(place, run) {
  try {
    await run();
    counts.ran += 1;
    console.log(`ran       ${place}`);
  } catch (error) {
    counts.failed += 1;
    console.log(`FAILED    ${place}: ${error.message}`);
  }
}

async function runBlock(scene, { text, how: [kind, ...words] }) {
  await scene.before?.(text, words);
  const said = scene.filled(text);
  if (kind === 'sql') return sql(scene, said);
  if (kind === 'http') return http(scene, said, words);
  if (kind === 'check') return scene.check(text, words);
  const output = await shell(scene, said, words);
  await scene.after?.(text, output);
}

/** As a DBA at the console of PostgreSQL, which `\connect` leads to another database. */
async function sql(scene, text) {
  let database = 'postgres';
  for (const part of text.split(/^(?=\\connect )/m)) {
    const [, name] = /^\\connect (\w+)\n/.exec(part) ?? [];
    database = name ?? scene.database ?? database;
    const url = new URL(scene.superuserUrl);
    url.pathname = `/${database}`;
    const client = new pg.Client(url.href);
    await client.connect();
    try {
      for (const statement of part.replace(/^\\connect .*$/m, '').split(/;\s*$/m)) {
        if (statement.trim()) await client.query(statement);
      }
    } finally {
      await client.end();
    }
  }
}

/** Each line a request, with what follows it in words; all must be answered with success. */
async function http(scene, text, [, role, ...wanted]) {
  for (const line of text.split('\n').filter((one) => /^(GET|POST) /.test(one))) {
    const [, method, path, rest] = /^(GET|POST) (\S+)(.*)$/.exec(line);
    const [, body] = /^\s+(\{.*?\})(?:\s{2,}|,? with |$)/.exec(rest) ?? [];
    const [, version] = /If-Match: ("\d+")/.exec(rest) ?? [];
    const headers = version ? { 'If-Match': version } : {};
    const { status, body: answer } = await scene.ask(role, method, path, body && JSON.parse(body), headers);
    const isRight = wanted.length > 0 ? wanted.includes(String(status)) : status < 300;
    if (!isRight)
      throw new Error(`${method} ${path} was answered with ${status}: ${JSON.stringify(answer).slice(0, 300)}`);
    scene.heard?.(path, answer);
  }
  for (const line of text.split('\n').filter((one) => one.startsWith('npm run'))) await shell(scene, line);
}

/** In bash, in the scene's folder, where `npm run emr` and `npm start` are those of this project; `exit N` in the mark is what must come. */
function shell(scene, text, words = []) {
  const wanted = words[0] === 'exit' ? Number(words[1]) : 0;
  // Of what was seen at a prompt, the commands.
  const typed = /^\$ /m.test(text)
    ? text
        .match(/^\$ .*/gm)
        .map((line) => line.slice(2))
        .join('\n')
    : text.replaceAll(/ {3,}\S.*$/gm, '');
  const script = `set -eo pipefail\n${SHIMS}\n${typed}`;
  const child = spawn('bash', ['-c', script], {
    cwd: scene.folder,
    env: { ...scene.environment, ROOT: root, NODE: process.execPath },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: MOST_MS,
    detached: true,
  });
  // Told to end in the middle, this program lets none of its commands go on.
  const endAll = () => process.kill(-child.pid, 'SIGKILL');
  process.once('exit', endAll);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (more) => (output += more));
  return new Promise((resolve, reject) => {
    child.on('exit', (status) => {
      process.off('exit', endAll);
      for (const stream of [child.stdout, child.stderr]) stream.destroy();
      if (status === wanted) resolve(output);
      else reject(new Error(`exit code ${status}: ${output.trim().slice(-600)}`));
    });
  });
}
