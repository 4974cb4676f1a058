import type { Worker } from 'node:cluster';

/** A connection on its way to a worker, as Node's cluster holds it until the worker has it; closed, it has no number. */
interface Handle {
  readonly fd: number;
  close(): void;
}

type Send = (message: unknown, handle?: unknown, ...rest: unknown[]) => boolean;

/**
 * Ends the connections that were on their way to a worker when it died. Node's cluster waits for the worker's word for ever, and whoever
 * opened one would wait for an answer as long; cut off, callers ask again at once.
 */
export function endWhatNobodyTakes({ process: child }: Worker): void {
  let onTheirWay: Handle[] = [];
  const send = child.send.bind(child) as Send;
  child.send = (message: unknown, handle?: unknown, ...rest: unknown[]) => {
    onTheirWay = onTheirWay.filter(({ fd }) => fd >= 0);
    if (isConnection(message, handle)) onTheirWay.push(handle);
    return send(message, handle, ...rest);
  };
  // One that is refused goes to another worker, which has it or has ended too.
  child.on('internalMessage', ({ accepted }: { accepted?: boolean }) => {
    if (accepted === false) onTheirWay = [];
  });
  child.once('exit', () => {
    for (const handle of onTheirWay) if (handle.fd >= 0) handle.close();
  });
}

const isConnection = (message: unknown, handle: unknown): handle is Handle =>
  (message as { act?: string } | null)?.act === 'newconn' &&
  typeof (handle as Partial<Handle> | undefined)?.fd === 'number';
