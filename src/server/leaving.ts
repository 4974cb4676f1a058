import type { Server } from 'node:http';
import { Server as NetServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** Longest that callers are given to come back elsewhere: browsers and proxies ask more often than this when they are busy. */
const LEAVE_MS = 5000;

/**
 * Takes a server out of service beside others on its port: no new connection comes in, and those that are there get their
 * answers, each with the word to connect anew. Resolves when they are gone, or after five seconds.
 */
export async function leave(server: Server): Promise<void> {
  server.prependListener('request', (_request, response) => response.setHeader('Connection', 'close'));
  // Not the close of HTTP servers: that cuts connections on which the next request may be under way.
  const gone = new Promise<void>((resolve) => NetServer.prototype.close.call(server, () => resolve()));
  await Promise.race([gone, sleep(LEAVE_MS)]);
}
