import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

const LOOPBACK = /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

/**
 * Whether an origin names this machine and no other. What a caller says in `Host` proves nothing: an assertion made for another
 * service would be good here with that service's name in it.
 */
export const isThisMachine = (origin: string): boolean => LOOPBACK.test(origin);

/** Scheme and host of the service as the caller reached it. */
export const ReachedAt = createParamDecorator((_: unknown, execution: ExecutionContext): string => {
  const { protocol, host } = execution.switchToHttp().getRequest<FastifyRequest>();
  return `${protocol}://${host}`;
});
