import { applyDecorators, HttpCode, SetMetadata } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import {
  ApiBearerAuth,
  ApiExtension,
  ApiHeader,
  ApiOperation,
  ApiResponse,
  type ApiResponseSchemaHost,
} from '@nestjs/swagger';
import type { ScopeNeeds } from './scope.rules.js';
import type { Disclosure } from './disclosure.js';
import type { Due } from './due.js';
import type { Action } from './policy.js';
import type { ProblemKind } from '../../kernel/problem.js';

/** What a route promises; the guard, the access recorder and the documentation all read it. */
export interface RouteOptions {
  /** The action of the policy table it needs; `public` and `signed-in` must be written out. */
  readonly action: Action | 'public' | 'signed-in';
  /** Which patients its answer shows; `nothing` must be written out. */
  readonly discloses: Disclosure | 'nothing';
  /**
   * Whose data its statements may see, for roles whose rights follow care. By default the patient of the record in the
   * address. `names`: who everyone is, no records; `mine`: a list, cut to the person's patients; `ward`: those of the ward in
   * the address; `admission`: the patient in the body; `newborn`: the child in the address, also for who cares for its mother; `nobody`: no
   * patient's.
   */
  readonly scope?: 'names' | 'mine' | 'ward' | 'admission' | 'newborn' | 'nobody';
  /** The statement that reads or writes what the address names also decides whether the person may: a `RecordedRead`, or `UnitOfWork.statement`. */
  readonly decides?: 'inline';
  /** What a machine client needs to call it; a route that does not say is for people only. */
  readonly scopes?: ScopeNeeds;
  /** Checks who someone is: attempts are counted exactly, by address. */
  readonly signsIn?: true;
  /** Asked by machines that watch the service: not counted. */
  readonly probe?: true;
  /** What a session may still have to do and use the route all the same; nothing by default. */
  readonly despite?: readonly Due[];
  readonly summary: string;
  readonly description?: string;
  /** 201 by default, for routes that create; they take an Idempotency-Key. */
  readonly creates?: boolean;
  /** Takes If-Match with the version read. */
  readonly versioned?: boolean;
  /** Status of success; 200, or 201 when it creates. */
  readonly status?: number;
  /** What comes back, for routes whose answer is no class of ours. */
  readonly answer?: { readonly mediaType: string; readonly schema: ApiResponseSchemaHost['schema'] };
  /** Problems of the domain it may answer, for the documentation. */
  readonly problems?: readonly ProblemKind[];
}

export const ROUTE = Symbol('Route');

/** By another name, since Fastify has its own of that name. */
type Declared = RouteOptions;

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What the route that is asked for declares; known before the request is read. */
    declared?: Declared;
  }
}

/** Declares a route's policy, disclosure and documentation in one place. A route without it is refused. */
export function Route(options: RouteOptions): MethodDecorator {
  const status = options.status ?? (options.creates ? 201 : 200);
  const decorators = [
    SetMetadata(ROUTE, options),
    RouteConfig({ declared: options }),
    HttpCode(status),
    ApiOperation({ summary: options.summary, description: options.description }),
    ApiExtension('x-status', String(status)),
    ApiExtension('x-action', options.action),
    ApiExtension(
      'x-scope',
      options.scope ?? (options.discloses === 'nothing' ? 'nobody' : 'the record in the address'),
    ),
    ApiExtension('x-discloses', options.discloses === 'nothing' ? 'nothing' : options.discloses.kind),
  ];
  if (options.answer) {
    const { mediaType, schema } = options.answer;
    decorators.push(ApiResponse({ status, description: options.summary, content: { [mediaType]: { schema } } }));
  }
  if (options.action !== 'public') decorators.push(ApiBearerAuth());
  if (options.creates) {
    decorators.push(
      ApiHeader({
        name: 'Idempotency-Key',
        required: false,
        description: 'Chosen by the caller, kept 24 h: the same key and body get the same answer.',
        example: '0f6c1f0e-6f0a-4f0d-9d4f-3f6d7b0e8a11',
      }),
    );
  }
  if (options.versioned) {
    decorators.push(
      ApiHeader({ name: 'If-Match', required: true, description: 'The ETag of the version read.', example: '"3"' }),
    );
  }
  for (const [code, kinds] of groupByStatus(options.problems ?? [])) {
    decorators.push(
      ApiResponse({ status: code, description: kinds.map((kind) => `${kind.code}: ${kind.title.en}`).join('; ') }),
    );
  }
  return applyDecorators(...decorators);
}

function groupByStatus(problems: readonly ProblemKind[]): Map<number, ProblemKind[]> {
  return Map.groupBy(problems, ({ status }) => status);
}
