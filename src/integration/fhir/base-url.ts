import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

/** The address of the FHIR service as the caller reached it. */
export const BaseUrl = createParamDecorator((_: unknown, execution: ExecutionContext): string => {
  const request = execution.switchToHttp().getRequest<FastifyRequest>();
  return `${request.protocol}://${request.host}/fhir/R4`;
});
