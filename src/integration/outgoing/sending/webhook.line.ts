import type { LookupFunction } from 'node:net';
import type { Attempt, Outgoing, SendingLine } from './attempt.js';
import { post, refusedBy, unreachedBy } from './http-post.js';

/** Posts each message as JSON, with a connection of its own. */
export class WebhookLine implements SendingLine {
  private readonly closing = new AbortController();

  constructor(
    private readonly address: string,
    private readonly secret: string,
    private readonly lookup: LookupFunction,
  ) {}

  async send(message: Outgoing): Promise<Attempt> {
    const { address, secret, lookup } = this;
    try {
      const { signal: closed } = this.closing;
      const to = { address, secret, lookup, closed, contentType: 'application/json', mostAnswered: 0 };
      const { status } = await post(to, message);
      return refusedBy(status) ?? { kind: 'sent' };
    } catch (error) {
      return unreachedBy(error);
    }
  }

  /** Nothing stays open between messages; what is under way is cut off. */
  close(): void {
    this.closing.abort();
  }
}
