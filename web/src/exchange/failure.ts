import type { Words } from '../words/vi.ts';

/** Why a message could not be sent, in words. */
export function failureInWords(failure: string | null, { exchange, unknown }: Words): string {
  if (failure === null) return unknown;
  const status = /^http-(\d+)$/.exec(failure)?.[1];
  return status ? exchange.http(status) : (exchange.failures[failure] ?? failure);
}

/** What was told: `order.updated` as an order that changed; a type of HL7 v2 as it is. */
export function toldInWords(type: string, { exchange }: Words): string {
  const [topic = '', change = ''] = type.split('.');
  const [what, how] = [exchange.topic[topic], exchange.changes[change]];
  return what && how ? `${what}: ${how}` : type;
}
