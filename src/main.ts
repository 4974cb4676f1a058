import cluster from 'node:cluster';

// One file for both kinds of process: the primary prepares the database and keeps the workers; workers serve.
if (cluster.isPrimary) {
  const { runPrimary } = await import('./server/primary.js');
  await runPrimary();
} else {
  const { runWorker } = await import('./server/worker.js');
  await runWorker();
}
