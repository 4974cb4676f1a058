import { BadRequestException } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { isUUID } from 'class-validator';
import type { FieldError } from '../../kernel/problem.js';

/** Whether this is the error of `ParseUUIDPipe`, which does not say of which parameter. */
export const isNoUuid = (error: unknown): boolean =>
  error instanceof BadRequestException && /uuid is expected/.test(error.message);

/** The ids of an address that are none, by the names their parameters have in the documentation. */
export function malformedIds({ params }: Pick<FastifyRequest, 'params'>): FieldError[] {
  const ids = Object.entries((params ?? {}) as Record<string, string>);
  return ids
    .filter(([name, id]) => /id$/i.test(name) && !isUUID(id, 'all'))
    .map(([pointer]) => ({ pointer, rule: 'uuid' }));
}
