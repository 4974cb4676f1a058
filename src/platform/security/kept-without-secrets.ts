import canonicalize from 'canonicalize';
import { createHash } from 'node:crypto';
import type { RequestContext } from '../../kernel/request-context.js';

/** The key of a request, held against what its body asks beside its secrets: no quick hash of a secret is kept. @param secrets fields */
export function withoutSecrets(
  given: RequestContext['idempotency'],
  path: string,
  body: object,
  secrets: readonly string[],
): RequestContext['idempotency'] {
  if (!given) return undefined;
  const asked = Object.fromEntries(Object.entries(body).filter(([field]) => !secrets.includes(field)));
  const digest = createHash('sha256').update(canonicalize(asked)!).digest('base64url');
  return { key: given.key, requestHash: `${path}#${digest}` };
}
