#!/usr/bin/env node
// Runs the Prisma command line with our schema engine, without telemetry, update checks or downloads:
//   node scripts/prisma.mjs migrate status
import { spawnSync } from 'node:child_process';
import { chmodSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';

const root = dirname(import.meta.dirname);
const engine = join(root, 'prisma', 'schema-engine.mjs');
const cli = join(dirname(createRequire(import.meta.url).resolve('prisma/package.json')), 'build', 'index.js');
try {
  chmodSync(engine, 0o755); // an archive or a copy may have lost the bit
} catch {
  // not ours to change; the command says so if it cannot be run
}

const { status, error } = spawnSync(process.execPath, [cli, ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
  env: {
    ...process.env,
    PATH: [dirname(process.execPath), process.env.PATH].join(delimiter), // the engine's `env node` is this Node
    PRISMA_SCHEMA_ENGINE_BINARY: engine,
    PRISMA_HIDE_UPDATE_MESSAGE: '1',
    CHECKPOINT_DISABLE: '1',
  },
});
if (error) process.stderr.write(`The Prisma command line could not be started: ${error.message}\n`);
process.exitCode = status ?? 1;
