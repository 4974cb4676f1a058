import { Readable } from 'node:stream';
import type { Actor } from '../../kernel/request-context.js';
import type { Change } from './live-kinds.js';

/** Milliseconds after which a browser that lost the stream asks again. */
const RETRY_MS = 2000;
/** A reader who takes nothing for so long has gone without a word. */
const STALLED_MS = 60_000;

/**
 * The stream of one listener, as server-sent events (HTML Living Standard, section 9.2). What the reader is too slow for is kept once
 * for each list, however often it changed: only that it changed matters.
 */
export class EventStream extends Readable {
  private readonly waiting = new Map<string, string>();
  private position: string;
  private wanted = false;
  private beat = false;
  private over = false;
  private stalledSince: number | undefined;

  constructor(
    readonly actor: Actor,
    position: string,
  ) {
    super({ highWaterMark: 16_384 });
    this.position = position;
    this.push(`retry: ${RETRY_MS}\nid: ${position}\n\n`);
  }

  /** Whose session it is. */
  get sessionId(): string {
    return this.actor.sessionId!;
  }

  /** What changed until that place, as far as it is this listener's. */
  tell(position: string, changes: readonly Change[]): void {
    this.position = position;
    for (const { kind, wardId } of changes) this.waiting.set(`${kind} ${wardId ?? ''}`, event(kind, { wardId }));
    this.flush();
  }

  /** Nobody knows what changed: every list is to be read again. */
  startAnew(position: string): void {
    this.position = position;
    this.waiting.clear();
    this.waiting.set('reset', event('reset', {}));
    this.flush();
  }

  /** Shows the reader, and what stands between, that the stream is alive; with the place that it is at. */
  heartbeat(): void {
    this.beat = true;
    this.flush();
    if (this.stalledSince !== undefined && Date.now() - this.stalledSince > STALLED_MS) this.destroy();
  }

  /** The last word of the service; the reader may ask again elsewhere. */
  end(): void {
    if (this.destroyed || this.over) return;
    this.over = true;
    this.push(null);
  }

  override _read(): void {
    this.wanted = true;
    this.stalledSince = undefined;
    this.flush();
  }

  private flush(): void {
    if (this.destroyed || this.over || (this.waiting.size === 0 && !this.beat)) return;
    if (!this.wanted) {
      this.stalledSince ??= Date.now();
      return;
    }
    // The place comes after all that changed before it: a stream that breaks between two events begins again before both.
    const text = `${[...this.waiting.values()].join('')}: \nid: ${this.position}\n\n`;
    this.waiting.clear();
    this.beat = false;
    this.wanted = this.push(text);
  }
}

const event = (name: string, data: object): string => `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
