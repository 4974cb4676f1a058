import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { httpProblems, invalidField, Problem } from '../../kernel/problem.js';
import { routeWords } from './routes.words.js';

/** The ETag of an answer that is one versioned resource: its version in quotes. */
export function entityTag(body: unknown): string | undefined {
  const version = (body as { version?: unknown } | undefined)?.version;
  return Number.isInteger(version) ? `"${version as number}"` : undefined;
}

/**
 * The version a caller names in If-Match.
 * @throws Problem preconditionRequired when the header is absent, validation when it is no version
 */
export function versionFrom(header: string | undefined): number {
  if (!header) throw missing();
  const [, quoted, bare] = /^(?:(?:W\/)?"(\d{1,9})"|(\d{1,9}))$/.exec(header.trim()) ?? [];
  const version = quoted ?? bare;
  if (!version) {
    throw invalidField('If-Match', 'etag', routeWords.versionUnclear);
  }
  return Number(version);
}

/** The version named in If-Match, as a parameter of a route. */
export const IfMatch = createParamDecorator((_: unknown, execution: ExecutionContext) =>
  versionFrom(execution.switchToHttp().getRequest<FastifyRequest>().headers['if-match']),
);

const missing = () =>
  new Problem(httpProblems.preconditionRequired, { errors: [{ pointer: 'If-Match', rule: 'required' }] });
