import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

/** Scheme and host of the service as the caller reached it. */
export const ReachedAt = createParamDecorator((_: unknown, execution: ExecutionContext): string => {
  const { protocol, host } = execution.switchToHttp().getRequest<FastifyRequest>();
  return `${protocol}://${host}`;
});
