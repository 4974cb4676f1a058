#!/usr/bin/env node
// Builds the console: the API's client from openapi.json, when that changed, and then dist/web.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
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
  await build({ configFile: join(root, 'web', 'vite.config.js'), logLevel: 'warn' });
  writeWorker();
}

/** The service worker knows the files of its build by name; another build is another worker, which browsers take up. */
function writeWorker() {
  const built = join(root, 'dist', 'web');
  const files = readdirSync(join(built, 'assets'))
    .filter((name) => !name.endsWith('.woff'))
    .sort()
    .map((name) => `/assets/${name}`);
  const version = createHash('sha256')
    .update(readFileSync(join(built, 'index.html')))
    .update(files.join())
    .digest('hex');
  const script = readFileSync(join(root, 'web', 'service-worker.js'), 'utf8')
    .replace("'VERSION'", JSON.stringify(version.slice(0, 12)))
    .replace("'FILES'", JSON.stringify(files));
  writeFileSync(join(built, 'sw.js'), script);
}
