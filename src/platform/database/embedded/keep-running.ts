import { setTimeout as sleep } from 'node:timers/promises';
import type { Server } from './server.js';

/** From one attempt to the next, in milliseconds; the last stays. What ends as soon as it has begun is not started in a hot loop. */
const PAUSES_MS = [0, 500, 1000, 2000, 5000, 10_000];
/** One that ran for so long has ended for a reason of its own: the next is started at once. */
const STEADY_MS = 30_000;

export interface Keeping {
  /** Starts it anew, on the same port, after whatever the last one left was cleared away. */
  readonly again: () => Promise<Server>;
  /** Watches over one server for as long as it lives. @returns calls the watch off */
  readonly watch: (pid: number) => () => void;
  readonly log: (line: string) => void;
}

/**
 * Keeps a PostgreSQL running: one that ends by itself (killed, out of memory, out of disk space) is started again, and recovers from its
 * log what was committed. It is tried for as long as this process lives, ever more slowly.
 * @returns stops it for good
 */
export function keepRunning(first: Server, { again, watch, log }: Keeping): () => Promise<void> {
  const ending = new AbortController();
  let server: Server | undefined = first;
  const revive = async (attempts: number): Promise<Server | undefined> => {
    let said = '';
    for (let attempt = attempts; ; attempt += 1) {
      const pause = PAUSES_MS[Math.min(attempt, PAUSES_MS.length - 1)];
      await sleep(pause, undefined, { signal: ending.signal }).catch(() => undefined);
      if (ending.signal.aborted) return undefined;
      try {
        return await again();
      } catch (error) {
        const { message } = error as Error;
        if (message !== said) log(`PostgreSQL does not start again yet: ${message}`);
        said = message;
      }
    }
  };
  const running = (async () => {
    for (let soonOver = 0; server;) {
      const began = performance.now();
      const callOff = watch(server.pid);
      const isShutDown = await server.ended;
      callOff(); // its number may be given to another process now
      if (ending.signal.aborted) return;
      // Asked for by an operator, or by what must listen on another address, and nothing to look into.
      const how = isShutDown ? 'was shut down in order' : 'ended unexpectedly';
      log(`PostgreSQL (process ${server.pid}) ${how}; it is started again`);
      const ended = performance.now();
      soonOver = ended - began < STEADY_MS ? soonOver + 1 : 0;
      server = await revive(Math.max(0, soonOver - 1));
      if (ending.signal.aborted) return; // what began meanwhile is stopped by who asked for the end
      if (server) log(`PostgreSQL is there again after ${((performance.now() - ended) / 1000).toFixed(1)} s`);
    }
  })();
  return async () => {
    ending.abort();
    await server?.stop();
    await running;
    // One whose start was under way when the end was asked for.
    await server?.stop();
  };
}
