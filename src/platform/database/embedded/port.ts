import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PortInUse } from './errors.js';

/**
 * The port asked for, else the last start's, so that saved connections stay good, else a free one.
 * @throws {PortInUse} when the port asked for is taken
 */
export async function choosePort(dataDir: string, requested?: number): Promise<number> {
  if (requested) {
    if (!(await isFree(requested))) throw new PortInUse(requested);
    return requested;
  }
  const last = lastPort(dataDir);
  const port = last && (await isFree(last)) ? last : await free();
  writeFileSync(join(dataDir, 'port'), `${port}\n`);
  return port;
}

function lastPort(dataDir: string): number {
  try {
    return Number(readFileSync(join(dataDir, 'port'), 'utf8'));
  } catch {
    return 0;
  }
}

async function isFree(port: number): Promise<boolean> {
  return listen(port).then(
    () => true,
    () => false,
  );
}

/** Below what systems give to whoever connects somewhere: one of those may be another's before PostgreSQL listens on it. */
const [FIRST, LAST] = [20_000, 32_000];
const MOST_TRIES = 100;

async function free(): Promise<number> {
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const port = randomInt(FIRST, LAST);
    if (await isFree(port)) return port;
  }
  return listen(0);
}

/** Listens for a moment on 127.0.0.1 and returns the port. */
function listen(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ host: '127.0.0.1', port, exclusive: true }, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : port));
    });
  });
}
