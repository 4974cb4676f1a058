import type { LookupFunction } from 'node:net';
import { controlIdOf } from '../messages/hl7.writer.js';
import type { Attempt, Outgoing, SendingLine } from './attempt.js';
import { post, refusedBy, unreachedBy } from './http-post.js';
import { attemptOf } from './mllp.line.js';

const LARGEST_ANSWER = 256 * 1024;

/** Posts each message in ER7, as HL7 over HTTP does: what the receiver made of it stands in the acknowledgement that it answers with. */
export class Hl7HttpLine implements SendingLine {
  private readonly closing = new AbortController();

  constructor(
    private readonly address: string,
    private readonly secret: string,
    private readonly lookup: LookupFunction,
  ) {}

  async send(message: Outgoing): Promise<Attempt> {
    const { address, secret, lookup } = this;
    const contentType = 'x-application/hl7-v2+er7; charset=utf-8';
    try {
      const { signal: closed } = this.closing;
      const to = { address, secret, lookup, closed, contentType, mostAnswered: LARGEST_ANSWER };
      const { status, body } = await post(to, message);
      // A refusal by status may still say in its acknowledgement that it is for good.
      const acknowledged = attemptOf(body, controlIdOf(message.id));
      const isAcknowledged = acknowledged.kind !== 'unreached';
      return refusedBy(status) === undefined || (isAcknowledged && status < 500) ? acknowledged : refusedBy(status)!;
    } catch (error) {
      return unreachedBy(error);
    }
  }

  /** Nothing stays open between messages; what is under way is cut off. */
  close(): void {
    this.closing.abort();
  }
}
