// Loaded into each of the service's processes by `bench memory`: writes what its heap holds into the folder it is told, in MB.
import cluster from 'node:cluster';
import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = process.env.BENCH_HEAP_FOLDER;
if (folder && (cluster.isWorker || process.argv[1]?.endsWith('dist/main.js'))) {
  const megabytes = (bytes) => Math.round(bytes / 1024 / 1024);
  setInterval(() => {
    const { rss, heapUsed, heapTotal, external, arrayBuffers } = process.memoryUsage();
    const sizes = Object.entries({ rss, heapUsed, heapTotal, external, arrayBuffers });
    const reported = {
      worker: cluster.isWorker,
      ...Object.fromEntries(sizes.map(([name, size]) => [name, megabytes(size)])),
    };
    // Whoever reads finds a whole file.
    const file = join(folder, `next-${process.pid}`);
    writeFileSync(file, JSON.stringify(reported));
    renameSync(file, join(folder, `heap-${process.pid}`));
  }, 3000).unref();
}
