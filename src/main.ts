import cluster from 'node:cluster';
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';

// Later starts load what the first one compiled; where the folder cannot be written, Node goes on without.
enableCompileCache(join(import.meta.dirname, '.compiled'));

// One file for both kinds of process: the primary prepares the database and keeps the workers; workers serve.
if (cluster.isPrimary) {
  const { runPrimary } = await import('./server/primary.js');
  await runPrimary();
} else {
  const { runWorker } = await import('./server/worker.js');
  await runWorker();
}
