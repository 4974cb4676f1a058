import { createHash, timingSafeEqual } from 'node:crypto';
import { httpProblems, Problem } from '../../../kernel/problem.js';
import { requestContext, type Actor, type RequestContext } from '../../../kernel/request-context.js';

/** What is kept of a terminal's key. */
export const hashOfKey = (key: string): string => createHash('sha256').update(key).digest('hex');

/** The hash of the key that came with the request being served. */
export function terminalKeyHash(): string | null {
  const { terminalKey } = requestContext();
  return terminalKey === undefined ? null : hashOfKey(terminalKey);
}

/**
 * A session that began at an enrolled terminal is good on it only; a token that was carried away opens nothing. The trail names the
 * terminal as it was enrolled, whatever the request calls itself.
 * @throws Problem unauthenticated
 */
export function requireTerminal(boundTo: NonNullable<Actor['boundTo']>, context: RequestContext): void {
  const shown = Buffer.from(hashOfKey(context.terminalKey ?? ''));
  if (!timingSafeEqual(shown, Buffer.from(boundTo.keyHash))) throw new Problem(httpProblems.unauthenticated);
  context.terminal = boundTo.code;
}
