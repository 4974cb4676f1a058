import { Injectable, type ExecutionContext } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PlainInterceptor } from '../../platform/edge/plain-interceptor.js';
import { FhirAnswer } from './fhir-answer.js';
import { isUnchanged, requireJsonWanted, wantedBack } from './negotiation.js';

export const FHIR_JSON = 'application/fhir+json; charset=utf-8';

/** Gives every answer below /fhir the content type of FHIR, the headers its resource asks for, and no more than was asked for. */
@Injectable()
export class FhirInterceptor extends PlainInterceptor {
  async around(execution: ExecutionContext, next: () => Promise<unknown>): Promise<unknown> {
    const request = execution.switchToHttp().getRequest<FastifyRequest>();
    const reply = execution.switchToHttp().getResponse<FastifyReply>();
    const { _format: format } = request.query as { _format?: string | string[] };
    requireJsonWanted([format].flat()[0], request.headers.accept);
    const answer = await next();
    void reply.header('Content-Type', FHIR_JSON);
    if (!(answer instanceof FhirAnswer)) return answer;
    for (const [name, value] of Object.entries(answer.headers)) void reply.header(name, value);
    if (answer.status) void reply.status(answer.status);
    return told(answer, request, reply);
  }
}

/** What was read or written is on the trail all the same: the answer says so, whatever of it is sent. */
function told(answer: FhirAnswer, { method, headers }: FastifyRequest, reply: FastifyReply): FhirAnswer {
  const { 'if-none-match': noneMatch, 'if-modified-since': modifiedSince } = headers;
  if (method === 'GET' || method === 'HEAD') {
    if (!isUnchanged(answer.headers, noneMatch, modifiedSince)) return answer;
    void reply.status(304);
    return answer.saying(undefined);
  }
  if (!answer.isWritten) return answer;
  const wanted = wantedBack([headers.prefer].flat()[0]);
  if (wanted === 'minimal') return answer.saying(undefined);
  return wanted === 'OperationOutcome' ? answer.saying(answer.outcome) : answer;
}
