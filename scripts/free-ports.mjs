// Ports for services that a program of this folder starts, several beside each other, wherever the machine has them free.
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';

/** Below what the system gives to whoever asks for any port. */
const [FIRST, LAST] = [20_000, 32_000];

/** @returns the first of `count` ports in a row on which nobody listens */
export async function freePorts(count) {
  for (;;) {
    const first = randomInt(FIRST, LAST - count);
    const ports = Array.from({ length: count }, (_, at) => first + at);
    if ((await Promise.all(ports.map(isFree))).every(Boolean)) return first;
  }
}

async function isFree(port) {
  const probe = createServer().listen({ host: '127.0.0.1', port, exclusive: true });
  const is = await Promise.race([
    once(probe, 'listening').then(() => true),
    once(probe, 'error').then(() => false),
  ]).catch(() => false);
  if (is) {
    probe.close();
    await once(probe, 'close');
  }
  return is;
}
