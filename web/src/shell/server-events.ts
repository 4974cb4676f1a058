/** The service shows every 15 s that a stream is alive; one that is silent for so long, in ms, has broken off unnoticed. */
const SILENT = 45_000;

/** One event of a stream; a bare place in the stream has no name. */
export interface ServerEvent {
  readonly id: string | undefined;
  readonly name: string | undefined;
  readonly data: string | undefined;
}

/**
 * Server-sent events (WHATWG HTML, section 9.2) as the service writes them, read by fetch: an EventSource cannot show who asks.
 * @throws what ends the stream, and an Error when it is silent
 */
export async function* eventsOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<ServerEvent> {
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  let read = '';
  try {
    for (;;) {
      const { value, done } = await withinTime(reader.read());
      if (done) return;
      read += decoder.decode(value, { stream: true });
      const blocks = read.split('\n\n');
      read = blocks.pop() ?? '';
      for (const block of blocks) {
        yield { id: fieldOf(block, 'id'), name: fieldOf(block, 'event'), data: fieldOf(block, 'data') };
      }
    }
  } finally {
    void reader.cancel().catch(() => undefined);
  }
}

async function withinTime<T>(work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('silent')), SILENT);
  });
  try {
    return await Promise.race([work, silence]);
  } finally {
    clearTimeout(timer);
  }
}

const fieldOf = (block: string, name: string): string | undefined =>
  block
    .split('\n')
    .find((line) => line.startsWith(`${name}:`))
    ?.slice(name.length + 1)
    .trim();
