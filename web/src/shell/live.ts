import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { client } from '../api/generated/client.gen.ts';
import { iMay } from '../api/rights.ts';

/** After a stream that broke off, the next is begun after this long, in ms; twice as long each time that it fails again. */
const AGAIN = 2_000;
const LONGEST = 60_000;

/** Which lists of the console an event of the service is about; those of a ward are told by its id. */
const LISTS: Readonly<Record<string, readonly string[]>> = {
  board: ['board', 'queue', 'beds'],
  inbox: ['results-inbox', 'critical-results'],
  tasks: ['tasks'],
  orders: ['worklist', 'orders'],
  mar: ['medicine-round', 'mar'],
};
const ALL = Object.values(LISTS).flat();

/** While somebody looks, lists on the screen are read again as soon as the service says that they changed; quiet when nobody looks. */
export function useLive(): void {
  const queries = useQueryClient();
  useEffect(() => {
    if (!iMay('live.listen')) return undefined;
    let stop = listenWhileSeen(queries);
    const look = () => {
      stop();
      stop = listenWhileSeen(queries);
    };
    document.addEventListener('visibilitychange', look);
    return () => {
      document.removeEventListener('visibilitychange', look);
      stop();
    };
  }, [queries]);
}

function listenWhileSeen(queries: QueryClient): () => void {
  const left = new AbortController();
  if (document.visibilityState === 'visible') void listen(queries, left.signal);
  return () => left.abort();
}

async function listen(queries: QueryClient, signal: AbortSignal): Promise<void> {
  let wait = AGAIN;
  let last = '';
  while (!signal.aborted) {
    try {
      for await (const { id, event } of events(last, signal)) {
        wait = AGAIN;
        last = id ?? last;
        tell(queries, event);
      }
    } catch {
      // Away or refused: lists are asked for by the clock meanwhile, and say so themselves.
    }
    await pause(wait, signal);
    wait = Math.min(wait * 2, LONGEST);
  }
}

function tell(queries: QueryClient, event: string | undefined): void {
  const lists = event === 'reset' ? ALL : (LISTS[event ?? ''] ?? []);
  for (const list of lists) void queries.invalidateQueries({ queryKey: [list] });
}

interface ServerEvent {
  readonly id: string | undefined;
  readonly event: string | undefined;
}

/** Server-sent events (WHATWG HTML, section 9.2), read by fetch: an EventSource cannot show who asks. */
async function* events(last: string, signal: AbortSignal): AsyncGenerator<ServerEvent> {
  const headers = { Accept: 'text/event-stream', ...(last && { 'Last-Event-ID': last }) };
  const { data } = await client.get({ url: '/api/v1/stream', parseAs: 'stream', headers, signal });
  const reader = (data as unknown as ReadableStream<Uint8Array>).getReader();
  const decoder = new TextDecoder();
  let read = '';
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    read += decoder.decode(value, { stream: true });
    const blocks = read.split('\n\n');
    read = blocks.pop() ?? '';
    for (const block of blocks) yield { id: fieldOf(block, 'id'), event: fieldOf(block, 'event') };
  }
}

const fieldOf = (block: string, name: string): string | undefined =>
  block
    .split('\n')
    .find((line) => line.startsWith(`${name}:`))
    ?.slice(name.length + 1)
    .trim();

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
