import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { AuthGuard } from '@nestjs/passport';
import type { FastifyRequest } from 'fastify';
import { AccessRecorder } from '../audit/access-recorder.js';
import { httpProblems, Problem } from '../http/problem.js';
import { requestContext, type Actor } from '../http/request-context.js';
import { ROUTE, type RouteOptions } from '../http/route.decorator.js';
import { LiveSessions } from './live-sessions.js';
import { may } from './policy.js';

/** Passport's check of the bearer token; a failure becomes our problem. */
class BearerToken extends AuthGuard('access-token') {
  override handleRequest<T>(error: unknown, actor: T | false): T {
    if (error || !actor) throw new Problem(httpProblems.unauthenticated, { cause: error });
    return actor;
  }
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Every route passes here: no declaration, no token or no right means refusal, and refusals are on the trail. */
@Injectable()
export class AccessGuard implements CanActivate {
  private readonly bearer = new BearerToken();

  constructor(
    private readonly reflector: Reflector,
    private readonly sessions: LiveSessions,
    private readonly recorder: AccessRecorder,
  ) {}

  async canActivate(execution: ExecutionContext): Promise<boolean> {
    const route = this.reflector.get<RouteOptions | undefined>(ROUTE, execution.getHandler());
    if (!route) throw new Problem(httpProblems.forbidden, { params: { role: '-', action: 'undeclared' } });
    const context = requestContext();
    if (route.action === 'public') {
      // Keys belong to people signed in. With one, the second wrong password of a guesser would only be a retry.
      context.idempotency = undefined;
      return true;
    }

    await this.bearer.canActivate(execution);
    const request = execution.switchToHttp().getRequest<FastifyRequest & { user: Actor }>();
    if (!(await this.sessions.isLive(request.user.sessionId!))) throw new Problem(httpProblems.unauthenticated);
    context.actor = request.user;
    if (route.action === 'signed-in' || may(context.actor.role, route.action)) return true;

    const { id } = (request.params ?? {}) as { id?: string };
    const detail = { route: context.route, action: route.action };
    await this.recorder.record(context, {
      kind: 'refusal',
      entity: context.route,
      entityId: id && UUID.test(id) ? id : undefined,
      detail,
    });
    throw new Problem(httpProblems.forbidden, { params: { role: context.actor.role ?? '-', action: route.action } });
  }
}
