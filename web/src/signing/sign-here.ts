import { problemOf } from '../api/problem.ts';
import { detachedJws, dropKey, keyOf } from './terminal-key.ts';

/** Requests that end in a signature of the person who sends them. */
const SIGNS =
  /^\/api\/v1\/(?:notes\/[^/]+\/(?:sign|cosign|addenda|take-over|patient-signatures)|encounters\/[^/]+\/close)$/;
const HEADER = 'X-Terminal-Signature';

const isSigning = (request: Request): boolean => request.method === 'POST' && SIGNS.test(new URL(request.url).pathname);

/** Says with which key this browser would sign, where it holds one of the person. */
export async function sayTerminalKey(request: Request, person: string | undefined): Promise<void> {
  if (person === undefined || !isSigning(request)) return;
  const key = await keyOf(person).catch(() => undefined);
  if (key) request.headers.set(HEADER, key.thumbprint);
}

/** A key that was taken out of use elsewhere signs nothing any more: the next signature is made with the hospital's. */
async function dropRefused(request: Request, person: string): Promise<void> {
  const key = await keyOf(person);
  // Another tab may have made a new one meanwhile.
  if (key && request.headers.get(HEADER)?.startsWith(key.thumbprint)) await dropKey(person);
}

/**
 * Signs what the service asks to be signed here, so that the request can be sent again with it; forgets a key that it refuses.
 * @returns whether it did
 */
export async function signHere(request: Request, answer: Response, person: string | undefined): Promise<boolean> {
  if (answer.status !== 409 || person === undefined || !request.headers.has(HEADER)) return false;
  const { code, extra } = await problemOf(answer.clone());
  if (code === 'terminal-key-unknown') await dropRefused(request, person);
  const { toSign, header, signedAt } = extra;
  if (code !== 'signature-due' || typeof toSign !== 'string' || typeof header !== 'string') return false;
  const key = await keyOf(person);
  if (!key) return false;
  request.headers.set(HEADER, [key.thumbprint, signedAt, await detachedJws(key, header, toSign)].join(';'));
  return true;
}
