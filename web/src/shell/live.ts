import { useQueryClient, type Query, type QueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { client } from '../api/generated/client.gen.ts';
import { iMay } from '../api/rights.ts';
import { eventsOf, type ServerEvent } from './server-events.ts';

/** After a stream that broke off, the next is begun after this long, in ms; twice as long each time that it fails again. */
const AGAIN = 2_000;
const LONGEST = 60_000;
/** A list is read again at most this often, in ms: each time is a read on the trail. */
const GATHER = 1_500;

/** Which lists of the console an event of the service is about. */
const LISTS: Readonly<Record<string, readonly string[]>> = {
  board: ['board', 'queue', 'incoming'],
  inbox: ['results-inbox', 'critical-results'],
  tasks: ['tasks', 'critical-results'],
  orders: ['worklist'],
};
/** Those whose key goes on with the ward. */
const OF_A_WARD = ['board', 'queue', 'incoming'];

/**
 * While somebody looks, lists on the screen are read again as soon as the service says that they changed. Without the stream they are
 * asked for by the clock, as always.
 */
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
  const tell = gathering(queries, signal);
  let wait = AGAIN;
  let last = '';
  while (!signal.aborted) {
    try {
      for await (const event of eventsOf(await open(last, signal))) {
        wait = AGAIN;
        last = event.id ?? last;
        tell(event);
      }
    } catch {
      // Away or refused: lists are asked for by the clock meanwhile, and say so themselves.
    }
    await pause(wait, signal);
    wait = Math.min(wait * 2, LONGEST);
  }
}

async function open(last: string, signal: AbortSignal): Promise<ReadableStream<Uint8Array>> {
  const headers = { Accept: 'text/event-stream', ...(last && { 'Last-Event-ID': last }) };
  const { data } = await client.get({ url: '/api/v1/stream', parseAs: 'stream', headers, signal });
  return data as ReadableStream<Uint8Array>;
}

/** Takes what changed, and has it read again soon, once for many changes. */
function gathering(queries: QueryClient, signal: AbortSignal): (event: ServerEvent) => void {
  let changed: ServerEvent[] = [];
  const readAgain = () => {
    const gathered = changed;
    changed = [];
    if (signal.aborted) return;
    void queries.invalidateQueries({ predicate: (query) => gathered.some((event) => isAbout(event, query)) });
  };
  return (event) => {
    if (event.name === undefined) return;
    if (changed.length === 0) setTimeout(readAgain, GATHER);
    changed.push(event);
  };
}

/** Whether a list may be another than it was. */
function isAbout({ name = '', data }: ServerEvent, { queryKey: [list, wardId] }: Query): boolean {
  const lists = name === 'reset' ? Object.values(LISTS).flat() : (LISTS[name] ?? []);
  if (typeof list !== 'string' || !lists.includes(list)) return false;
  const ofWard = (JSON.parse(data ?? '{}') as { wardId?: string | null }).wardId ?? null;
  return ofWard === null || !OF_A_WARD.includes(list) || wardId === ofWard;
}

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, signal.aborted ? 0 : ms);
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });
