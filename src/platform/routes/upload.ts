import { applyDecorators, createParamDecorator, type ExecutionContext, type Type } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiBody, ApiConsumes, ApiExtraModels, getSchemaPath } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { httpProblems, Problem } from '../../kernel/problem.js';

/** A file that came with a form. */
export interface Upload {
  readonly bytes: Buffer;
  /** SHA-256 of the bytes, hexadecimal. */
  readonly sha256: string;
}

const MEBIBYTE = 1_048_576;

/** @param limit of a file, in bytes */
export const fileTooLarge = (limit: number): Problem =>
  new Problem(httpProblems.fileTooLarge, { params: { limit: Math.floor((limit / MEBIBYTE) * 10) / 10 } });

declare module 'fastify' {
  interface FastifyRequest {
    upload?: Upload;
  }
  interface FastifyContextConfig {
    takesFiles?: true;
  }
}

/** A route that takes a form with a file; `fields` is the class of its other fields, which come as the body. */
export const TakesFile = (fields: Type): MethodDecorator =>
  applyDecorators(
    RouteConfig({ takesFiles: true }),
    ApiConsumes('multipart/form-data'),
    ApiExtraModels(fields),
    ApiBody({
      schema: {
        allOf: [
          { $ref: getSchemaPath(fields) },
          { type: 'object', required: ['file'], properties: { file: { type: 'string', format: 'binary' } } },
        ],
      },
    }),
  );

/** The file of the form. @throws Problem unsupportedMediaType for a body that is no form, malformedBody for a form without a file */
export const UploadedFile = createParamDecorator((_: unknown, execution: ExecutionContext): Upload => {
  const { upload, headers } = execution.switchToHttp().getRequest<FastifyRequest>();
  if (upload) return upload;
  const isForm = headers['content-type']?.toLowerCase().startsWith('multipart/form-data');
  throw new Problem(isForm ? httpProblems.malformedBody : httpProblems.unsupportedMediaType);
});
