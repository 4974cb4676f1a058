import type { ExecutionContext } from '@nestjs/common';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum.js';
import type { FastifyRequest } from 'fastify';
import { httpProblems, Problem } from '../../kernel/problem.js';

/** Parameters every FHIR address may carry (FHIR R4, section 3.1.0.1.11): they say how to answer, in the one way we do. */
const OF_FHIR = ['_format', '_pretty'];
/**
 * With these an identity provider sends people back to a screen, which reads them in the browser (RFC 6749, section 4.1.2; RFC 9207; OpenID
 * Connect Session Management).
 */
const OF_SIGNING_IN = ['code', 'state', 'iss', 'session_state', 'error', 'error_description', 'error_uri'];
const readsQuery = new WeakMap<object, boolean>();

/**
 * Routes that take a query check it against their DTO; the others have none, and what someone asks of them in one would
 * pass in silence.
 * @throws Problem validation naming each parameter
 */
export function refuseUnreadQuery(execution: ExecutionContext): void {
  const { query, url } = execution.switchToHttp().getRequest<FastifyRequest>();
  const given = Object.keys(query as object);
  if (given.length === 0 || takesQuery(execution)) return;
  const known = url.startsWith('/fhir/') ? OF_FHIR : url.startsWith('/app/') ? OF_SIGNING_IN : [];
  const unknown = given.filter((name) => !known.includes(name));
  if (unknown.length === 0) return;
  const errors = unknown.map((pointer) => ({ pointer, rule: 'unknown-field' }));
  throw new Problem(httpProblems.validation, { errors });
}

function takesQuery(execution: ExecutionContext): boolean {
  const handler = execution.getHandler();
  const known = readsQuery.get(handler);
  if (known !== undefined) return known;
  const parameters = Reflect.getMetadata(ROUTE_ARGS_METADATA, execution.getClass(), handler.name) as object | undefined;
  const takes = Object.keys(parameters ?? {}).some((key) => key.startsWith(`${RouteParamtypes.QUERY}:`));
  readsQuery.set(handler, takes);
  return takes;
}
