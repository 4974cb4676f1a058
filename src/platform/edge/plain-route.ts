import { ForbiddenException, type CanActivate, type ExecutionContext, type Type } from '@nestjs/common';
import { FORBIDDEN_MESSAGE } from '@nestjs/core/guards/constants.js';
import { STATIC_CONTEXT } from '@nestjs/core/injector/constants.js';
import { RouterExecutionContext } from '@nestjs/core/router/router-execution-context.js';
import { markRejectedByPipes } from '@nestjs/core/router/rejected-by-pipes.js';
import { isStreamingBody } from '@nestjs/core/router/streaming-body.js';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isObservable, lastValueFrom } from 'rxjs';
import { PlainInterceptor } from './plain-interceptor.js';

type Callback = (...values: unknown[]) => unknown;
type Handled = (request: FastifyRequest, reply: FastifyReply, next: unknown) => Promise<unknown>;
type Creator<Made> = {
  create(instance: object, callback: Callback, module: string, contextId?: unknown, inquirer?: string): Made[];
};
/** Nest's inner parts, as far as a route needs them; its version is pinned. */
interface Inner {
  readonly guardsContextCreator: Creator<CanActivate>;
  readonly interceptorsContextCreator: Creator<unknown>;
  readonly pipesContextCreator: Creator<unknown>;
  readonly contextUtils: { mergeParamsMetatypes(params: unknown, types: unknown): unknown[] };
  readonly applicationRef: { reply(response: FastifyReply, body: unknown): void };
  getMetadata(...given: unknown[]): {
    readonly argsLength: number;
    readonly fnHandleResponse: (...given: unknown[]) => Promise<unknown>;
    readonly isSseHandler: boolean;
    readonly hasCustomHeaders: boolean;
    readonly httpStatusCode: number;
    readonly paramtypes: unknown;
    readonly getParamsMetadata: (module: string) => { readonly type: unknown }[];
  };
  createPipesFn(
    pipes: unknown[],
    params: unknown[],
  ): ((args: unknown[], ...of: unknown[]) => Promise<unknown> | undefined) | null;
  trackHandlerStream(value: unknown, streams: unknown[]): void;
  isResponseHandled(instance: object, method: string, params: unknown): boolean;
  reflectRenderTemplate(callback: Callback): unknown;
  reflectRedirect(callback: Callback): unknown;
}
type Create = (
  this: Inner,
  instance: object,
  callback: Callback,
  method: string,
  module: string,
  requestMethod: unknown,
  contextId?: unknown,
  inquirer?: string,
) => Handled;

/** What guards and interceptors are told of a request; Nest makes three functions each time one asks for it. */
class PlainExecution {
  constructor(
    private readonly handed: [FastifyRequest, FastifyReply, unknown],
    private readonly of: Type,
    private readonly handler: Callback,
  ) {}

  getClass(): Type {
    return this.of;
  }
  getHandler(): Callback {
    return this.handler;
  }
  getArgs(): unknown[] {
    return this.handed;
  }
  getArgByIndex(index: number): unknown {
    return this.handed[index];
  }
  getType(): string {
    return 'http';
  }
  switchToHttp(): this {
    return this;
  }
  getRequest(): FastifyRequest {
    return this.handed[0];
  }
  getResponse(): FastifyReply {
    return this.handed[1];
  }
  getNext(): unknown {
    return this.handed[2];
  }
}

/**
 * Lets a route whose interceptors are plain call its guards, its interceptors, its pipes and its handler one after the other. Nest stands ready for
 * streams of values at each of these steps, with a promise for each and a subject for each request; whatever is not plain, or declared in another
 * way than ours, is left to it.
 */
export function routePlainly(): void {
  if (byNest) return;
  const { prototype } = RouterExecutionContext;
  byNest = Reflect.get(prototype, 'create') as unknown as Create;
  Reflect.set(prototype, 'create', plainRoute);
}
let byNest: Create | undefined;

const plainRoute: Create = function (this, ...given) {
  const usual = byNest!.apply(this, given);
  const [instance, callback, method, module, requestMethod, contextId = STATIC_CONTEXT] = given;
  const interceptors = this.interceptorsContextCreator.create(instance, callback, module, contextId);
  const known = this.getMetadata(instance, callback, method, module, requestMethod, 'http');
  const declared = known.getParamsMetadata(module);
  const isUnusual =
    contextId !== STATIC_CONTEXT ||
    interceptors.length === 0 ||
    !interceptors.every((one) => one instanceof PlainInterceptor) ||
    known.isSseHandler ||
    known.hasCustomHeaders ||
    this.reflectRenderTemplate(callback) !== undefined ||
    this.reflectRedirect(callback) !== undefined ||
    this.isResponseHandled(instance, method, declared);
  if (isUnusual) return usual;
  const guards = this.guardsContextCreator.create(instance, callback, module);
  const pipes = this.pipesContextCreator.create(instance, callback, module);
  const params = this.contextUtils.mergeParamsMetatypes(declared, known.paramtypes);
  const applyPipes = this.createPipesFn(pipes, params);
  const { argsLength, httpStatusCode, fnHandleResponse } = known;
  const around = interceptors;

  return async (request, reply, next) => {
    const execution = new PlainExecution([request, reply, next], instance.constructor as Type, callback);
    const told = execution as unknown as ExecutionContext;
    for (const guard of guards) await letIn(guard, told);
    void reply.status(httpStatusCode);
    const streams: unknown[] = [];
    const handle = async (): Promise<unknown> => {
      const args = new Array<unknown>(argsLength).fill(undefined);
      try {
        const pending = applyPipes?.(args, request, reply, next);
        if (pending) await pending;
      } catch (error) {
        markRejectedByPipes(request);
        throw error;
      }
      const answer: unknown = await callback.apply(instance, args);
      this.trackHandlerStream(answer, streams);
      return answer;
    };
    const run = (at: number): Promise<unknown> => around[at]?.around(told, () => run(at + 1)) ?? handle();
    const answer = await run(0);
    if (streams.length > 0 || isObservable(answer) || isStreamingBody(answer)) {
      return fnHandleResponse(answer, reply, request, undefined, streams);
    }
    // With the status that it has by now: an interceptor may have said another.
    this.applicationRef.reply(reply, answer);
    return reply;
  };
};

async function letIn(guard: CanActivate, execution: ExecutionContext): Promise<void> {
  const may = await guard.canActivate(execution);
  if (!(isObservable(may) ? await lastValueFrom(may) : may)) throw new ForbiddenException(FORBIDDEN_MESSAGE);
}
