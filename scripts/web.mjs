#!/usr/bin/env node
// Builds the console: the API's client from openapi.json, when that changed, and then dist/web.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
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

if (!process.argv.includes('--client'))
  await build({ configFile: join(root, 'web', 'vite.config.js'), logLevel: 'warn' });
