import { createHmac } from 'node:crypto';
import { request as requestPlain, type IncomingMessage } from 'node:http';
import { request } from 'node:https';
import type { LookupFunction } from 'node:net';
import { connectionFailure } from './connection-failure.rules.js';
import { SEND_MS, type Attempt, type Outgoing } from './attempt.js';

/** Answers that say "later", and not "no" (RFC 9110, RFC 6585). */
const LATER = [408, 425, 429];

/** Where a message is posted, and how its receiver knows whose it is. */
export interface Post {
  readonly address: string;
  readonly secret: string;
  readonly lookup: LookupFunction;
  readonly contentType: string;
  /** Bytes of the answer that are read; it is cut off behind them. */
  readonly mostAnswered: number;
  /** Cuts it off. */
  readonly closed: AbortSignal;
}

export interface Answer {
  readonly status: number;
  readonly body: Buffer;
}

/**
 * What signs a message (Standard Webhooks 1.0.0, symmetric): HMAC-SHA256 over id, time and body.
 * @param secret `whsec_` and base64
 * @param seconds since 1970
 */
export function signatureOf(secret: string, { id, content }: Outgoing, seconds: number): string {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  return `v1,${createHmac('sha256', key).update(`${id}.${seconds}.${content}`).digest('base64')}`;
}

/** Posts a message with its signature, within {@link SEND_MS} in all. Redirects are not followed: only the registered address was approved. */
export function post(
  { address, secret, lookup, contentType, mostAnswered, closed }: Post,
  message: Outgoing,
): Promise<Answer> {
  const seconds = Math.floor(Date.now() / 1000);
  const body = Buffer.from(message.content, 'utf8');
  const headers = {
    'Content-Type': contentType,
    'Content-Length': body.length,
    'User-Agent': 'benh-an',
    'webhook-id': message.id,
    'webhook-timestamp': String(seconds),
    'webhook-signature': signatureOf(secret, message, seconds),
  };
  const send = address.startsWith('https:') ? request : requestPlain;
  const signal = AbortSignal.any([AbortSignal.timeout(SEND_MS), closed]);
  const options = { method: 'POST', headers, signal, agent: false, lookup } as const;
  return new Promise((resolve, reject) => {
    const answered = (answer: IncomingMessage) => {
      const status = answer.statusCode ?? 0;
      readUpTo(answer, mostAnswered).then((read) => resolve({ status, body: read }), reject);
    };
    send(address, options, answered).on('error', reject).end(body);
  });
}

/** The beginning of an answer; what it says besides is nothing to us. */
async function readUpTo(answer: IncomingMessage, most: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  if (most > 0) {
    for await (const part of answer as AsyncIterable<Buffer>) {
      parts.push(part);
      size += part.length;
      if (size >= most) break;
    }
  }
  answer.destroy();
  return Buffer.concat(parts).subarray(0, most);
}

/** What a status says; undefined when the message arrived. */
export function refusedBy(status: number): Exclude<Attempt, { kind: 'sent' }> | undefined {
  if (status >= 200 && status < 300) return undefined;
  const why = `http-${status}` as const;
  return status >= 500 || LATER.includes(status)
    ? { kind: 'unreached', why }
    : { kind: 'refused', why, isFinal: status === 410 };
}

/** A failure of the connection, in a word. */
export function unreachedBy(error: unknown): Attempt {
  const isLate = ['AbortError', 'TimeoutError'].includes((error as Error).name);
  return { kind: 'unreached', why: isLate ? 'timeout' : connectionFailure(error) };
}
