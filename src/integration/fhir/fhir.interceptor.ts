import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { map, type Observable } from 'rxjs';
import { FhirAnswer } from './fhir-answer.js';

export const FHIR_JSON = 'application/fhir+json; charset=utf-8';

/** Gives every answer below /fhir the content type of FHIR, and the headers its resource asks for. */
@Injectable()
export class FhirInterceptor implements NestInterceptor {
  intercept(execution: ExecutionContext, next: CallHandler): Observable<unknown> {
    const reply = execution.switchToHttp().getResponse<FastifyReply>();
    return next.handle().pipe(
      map((answer: unknown) => {
        void reply.header('Content-Type', FHIR_JSON);
        if (!(answer instanceof FhirAnswer)) return answer;
        for (const [name, value] of Object.entries(answer.headers)) void reply.header(name, value);
        if (answer.status) void reply.status(answer.status);
        return answer;
      }),
    );
  }
}
