import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';

/** Below what the system gives to whoever asks for any port: every request of another test's service takes one of those for a moment. */
const [FIRST, LAST] = [20_000, 32_000];

/** A port that nobody listens on, for a service that a test starts in a moment. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(FIRST, LAST);
    const probe = createServer().listen({ host: '127.0.0.1', port, exclusive: true });
    const isFree = await Promise.race([
      once(probe, 'listening').then(() => true),
      once(probe, 'error').then(() => false),
    ]).catch(() => false);
    if (!isFree) continue;
    probe.close();
    await once(probe, 'close');
    return port;
  }
}
