import { ArgumentsHost, Catch, HttpException, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import type { AllowedMethods } from '../routes/allowed-methods.js';
import { isNoUuid, malformedIds } from '../routes/malformed-ids.js';
import { constraintProblem } from '../database/constraint-problems.js';
import { postgresError } from '../database/postgres-error.js';
import { MOST_ERRORS } from './counts.js';
import { oauthError, TOKEN_ENDPOINT } from './oauth-error.js';
import { operationOutcome } from './operation-outcome.js';
import { fill } from '../../kernel/language.js';
import { placesOf } from '../../kernel/error-places.js';
import { httpProblems, Problem, PROBLEM_BASE, type ProblemBody, type ProblemKind } from '../../kernel/problem.js';
import type { RequestContext } from '../../kernel/request-context.js';
import { fieldMessage } from '../routes/validation-messages.js';
import { pathOf } from './address.js';

/** Turns whatever was thrown into RFC 9457 problem+json (or an OperationOutcome below /fhir), in the reader's language. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    private readonly logger: Logger,
    private readonly allowedMethods: AllowedMethods,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    this.send(error, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }

  /** Answers an error; also used for errors that Fastify meets before Nest. */
  send(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
    const problem = this.explained(error, request);
    const { context } = request;
    if (problem.kind.status >= 500) this.report(error, problem, context);
    if (problem.kind.status === 503) void reply.header('Retry-After', retryAfter(problem.kind));
    for (const [name, value] of Object.entries(problem.options.headers ?? {})) void reply.header(name, value);
    if (problem.kind.status === 401 && !request.url.startsWith(TOKEN_ENDPOINT)) {
      void reply.header('WWW-Authenticate', 'Bearer');
    }
    const { mediaType, body } = written(problem, request);
    if (request.url.split('?')[0] === TOKEN_ENDPOINT) void reply.header('Content-Language', 'en');
    void reply.status(problem.kind.status).header('Content-Type', `${mediaType}; charset=utf-8`).send(body);
  }

  /** What an error means, and what in the request it is about where the error does not say. */
  private explained(error: unknown, request: FastifyRequest): Problem {
    if (isNoUuid(error)) return new Problem(httpProblems.validation, { errors: malformedIds(request), cause: error });
    const methods = request.is404 ? this.allowedMethods.of(pathOf(request.url)) : [];
    // One that takes the method is there, but what stands in the address cannot be read.
    if (methods.length === 0 || methods.includes(request.method)) return asProblem(error);
    return new Problem(httpProblems.methodNotAllowed, { headers: { Allow: methods.join(', ') }, cause: error });
  }

  // Only what names no patient: the kind of error and where it came from, never the values in a statement.
  private report(error: unknown, problem: Problem, context: RequestContext | undefined): void {
    const database = postgresError(error);
    const cause = error instanceof Problem ? (error.options.cause ?? error) : error;
    this.logger.error(
      {
        requestId: context?.requestId,
        route: context?.route,
        problem: problem.kind.code,
        sqlState: database?.code,
        constraint: database?.constraint,
        errorName: (cause as Error | undefined)?.name,
        stack: database ? undefined : placesOf(cause),
      },
      'request failed',
    );
  }
}

/** Each kind of caller gets the form its standard has for errors. */
function written(problem: Problem, { url, context, is404 }: FastifyRequest): { mediaType: string; body: object } {
  if (url.startsWith('/fhir')) {
    return { mediaType: 'application/fhir+json', body: operationOutcome(problemBody(problem, context), is404) };
  }
  if (url.split('?')[0] === TOKEN_ENDPOINT) {
    return { mediaType: 'application/json', body: oauthError(problemBody(problem, { ...context, language: 'en' })) };
  }
  return { mediaType: 'application/problem+json', body: problemBody(problem, context) };
}

function problemBody(problem: Problem, context: Partial<RequestContext> | undefined): ProblemBody {
  const language = context?.language ?? 'vi';
  const { kind, options } = problem;
  const requestId = context?.requestId ?? 'unknown';
  return {
    type: PROBLEM_BASE + kind.code,
    title: kind.title[language],
    status: kind.status,
    ...(kind.detail && { detail: fill(kind.detail[language], { requestId, ...options.params }, language) }),
    instance: requestId,
    ...(options.errors && {
      errors: options.errors.slice(0, MOST_ERRORS).map((error) => ({
        pointer: error.pointer,
        rule: error.rule,
        message: fieldMessage(error, language),
        ...(Array.isArray(error.params?.values) && { allowed: error.params.values as unknown[] }),
      })),
    }),
    ...options.extra,
  };
}

/** The problem an error means to the caller; what nobody foresaw is `internal`. */
export function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  // Fastify gives the end of a caller's connection a status; what the database's says has none.
  const { code, statusCode } = error as { code?: unknown; statusCode?: unknown };
  if (CUT_OFF.has(code) && statusCode === 400) return new Problem(httpProblems.bodyCutOff, { cause: error });
  if (DISK.has(code)) return new Problem(httpProblems.storageFull, { cause: error });
  const database = postgresError(error);
  if (database) {
    if (database.passing) return new Problem(PASSING[database.passing], { cause: error });
    return constraintProblem(database) ?? new Problem(httpProblems.internal, { cause: error });
  }
  const kind = kindOfHttpError(error);
  // A foreign error does not say what the places of our details ask for.
  if (kind) return new Problem({ ...kind, detail: undefined }, { cause: error });
  return new Problem(httpProblems.internal, { cause: error });
}

/** What the database says of itself that passes: the same request may succeed later. */
const PASSING = {
  unavailable: httpProblems.databaseUnavailable,
  storage: httpProblems.storageFull,
  busy: httpProblems.busy,
} as const;

/** In seconds: a lock is free in a moment, a disk is not. */
const retryAfter = ({ code }: ProblemKind): string => (code === httpProblems.storageFull.code ? '30' : '1');

/** What the system says of a disk that is full, over its quota, broken or mounted read-only. */
const DISK: ReadonlySet<unknown> = new Set(['ENOSPC', 'EDQUOT', 'EIO', 'EROFS']);

/** How the body of a caller who went away ends. */
const CUT_OFF: ReadonlySet<unknown> = new Set(['ECONNRESET', 'ECONNABORTED', 'EPIPE', 'ERR_STREAM_PREMATURE_CLOSE']);

const FASTIFY_CODES: Readonly<Record<string, ProblemKind>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: httpProblems.bodyTooLarge,
  FST_ERR_CTP_INVALID_MEDIA_TYPE: httpProblems.unsupportedMediaType,
  FST_ERR_CTP_EMPTY_JSON_BODY: httpProblems.malformedBody,
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: httpProblems.malformedBody,
  P2024: httpProblems.busy,
  P2028: httpProblems.busy,
};

function kindOfHttpError(error: unknown): ProblemKind | undefined {
  const code = (error as { code?: string }).code;
  if (code && FASTIFY_CODES[code]) return FASTIFY_CODES[code];
  const status = error instanceof HttpException ? error.getStatus() : (error as { statusCode?: number }).statusCode;
  if (!status || status >= 500) return undefined;
  return Object.values(httpProblems).find((kind) => kind.status === status) ?? { ...httpProblems.validation, status };
}
