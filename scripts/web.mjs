#!/usr/bin/env node
// Builds the console: the API's client from openapi.json, when that changed, and then dist/web.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createClient } from '@hey-api/openapi-ts';
import { build } from 'vite';

const root = dirname(import.meta.dirname);
const described = join(root, 'openapi.json');
const client = join(root, 'web', 'src', 'api', 'generated');
const stamp = join(client, '.openapi-hash');

const hash = createHash('sha256').update(readFileSync(described)).digest('hex');
if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== hash) {
  await createClient({
    input: withoutIds(readFileSync(described, 'utf8')),
    output: { path: client },
    logs: { level: 'silent' },
    plugins: ['@hey-api/typescript', '@hey-api/sdk', '@hey-api/client-fetch'],
  });
  writeFileSync(stamp, hash);
}
/** Functions are named after method and address, which are fixed, and not after classes of the service, which are not. */
function withoutIds(text) {
  const document = JSON.parse(text);
  for (const operations of Object.values(document.paths)) {
    for (const operation of Object.values(operations)) delete operation.operationId;
  }
  return document;
}

if (!process.argv.includes('--client')) {
  const { output } = await build({ configFile: join(root, 'web', 'vite.config.js'), logLevel: 'warn' });
  const names = new Set(output.map(({ fileName }) => fileName));
  dropOlder(names);
  writeWorker(names);
}

/** Files of builds before stay for a week: pages that stand open still load screens from there that nobody has visited yet. */
function dropOlder(names) {
  const assets = join(root, 'dist', 'web', 'assets');
  const WEEK_MS = 7 * 24 * 3_600_000;
  for (const name of readdirSync(assets)) {
    const path = join(assets, name);
    if (!names.has(`assets/${name}`) && Date.now() - statSync(path).mtimeMs > WEEK_MS) rmSync(path);
  }
}

/** The service worker knows the files of its build by name; another build is another worker, which browsers take up. */
function writeWorker(names) {
  const built = join(root, 'dist', 'web');
  const files = [...names]
    .filter((name) => name.startsWith('assets/') && !name.endsWith('.woff'))
    .sort()
    .map((name) => `/${name}`);
  const version = createHash('sha256')
    .update(readFileSync(join(built, 'index.html')))
    .update(files.join())
    .digest('hex');
  const script = readFileSync(join(root, 'web', 'service-worker.js'), 'utf8')
    .replace("'VERSION'", JSON.stringify(version.slice(0, 12)))
    .replace("'FILES'", JSON.stringify(files));
  writeFileSync(join(built, 'sw.js'), script);
}
