import module from 'node:module';
import { join } from 'node:path';
import { tooOldNode } from './server/node-version.js';

const refusal = tooOldNode(process.versions.node, 'npm start');
if (refusal) {
  process.stderr.write(`${refusal}\n`);
  process.exitCode = 1;
} else {
  await start();
}

/** One file for both kinds of process: the primary prepares the database and keeps the workers; workers serve. */
async function start(): Promise<void> {
  // Later starts load what the first one compiled; where the folder cannot be written, Node goes on without.
  module.enableCompileCache(join(import.meta.dirname, '.compiled'));
  const { default: cluster } = await import('node:cluster');
  if (cluster.isPrimary) {
    const { runPrimary } = await import('./server/primary.js');
    await runPrimary();
  } else {
    const { runWorker } = await import('./server/worker.js');
    await runWorker();
  }
}
