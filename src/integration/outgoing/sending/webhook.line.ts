import { createHmac } from 'node:crypto';
import { request as requestPlain, type IncomingMessage } from 'node:http';
import { request } from 'node:https';
import type { LookupFunction } from 'node:net';
import { SEND_MS, type Attempt, type Outgoing, type SendingLine } from './attempt.js';

/** Answers that say "later", and not "no" (RFC 9110, RFC 6585). */
const LATER = [408, 425, 429];

/**
 * What signs a message (Standard Webhooks 1.0.0, symmetric): HMAC-SHA256 over id, time and body.
 * @param secret `whsec_` and base64
 * @param seconds since 1970
 */
export function signatureOf(secret: string, { id, content }: Outgoing, seconds: number): string {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  return `v1,${createHmac('sha256', key).update(`${id}.${seconds}.${content}`).digest('base64')}`;
}

/** Posts each message with its signature. Redirects are not followed: only the registered address was approved. */
export class WebhookLine implements SendingLine {
  constructor(
    private readonly address: string,
    private readonly secret: string,
    private readonly lookup: LookupFunction,
  ) {}

  async send(message: Outgoing): Promise<Attempt> {
    try {
      return attemptOf(await this.post(message));
    } catch (error) {
      const why = ['AbortError', 'TimeoutError'].includes((error as Error).name) ? 'timeout' : 'unreachable';
      return { kind: 'unreached', why };
    }
  }

  close(): void {
    // Each message has a connection of its own.
  }

  private post(message: Outgoing): Promise<number> {
    const seconds = Math.floor(Date.now() / 1000);
    const body = Buffer.from(message.content, 'utf8');
    const headers = {
      'Content-Type': 'application/json',
      'Content-Length': body.length,
      'User-Agent': 'benh-an',
      'webhook-id': message.id,
      'webhook-timestamp': String(seconds),
      'webhook-signature': signatureOf(this.secret, message, seconds),
    };
    const send = this.address.startsWith('https:') ? request : requestPlain;
    const signal = AbortSignal.timeout(SEND_MS);
    const options = { method: 'POST', headers, signal, agent: false, lookup: this.lookup } as const;
    return new Promise((resolve, reject) => {
      const answered = (answer: IncomingMessage) => {
        resolve(answer.statusCode ?? 0);
        // What it says besides is nothing to us.
        answer.destroy();
      };
      send(this.address, options, answered).on('error', reject).end(body);
    });
  }
}

function attemptOf(status: number): Attempt {
  if (status >= 200 && status < 300) return { kind: 'sent' };
  const why = `http-${status}` as const;
  return status >= 500 || LATER.includes(status)
    ? { kind: 'unreached', why }
    : { kind: 'refused', why, isFinal: status === 410 };
}
