import { isUuid } from '../../kernel/uuid.js';
import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { AuthGuard } from '@nestjs/passport';
import type { FastifyRequest } from 'fastify';
import { Refusals, whoIn } from '../audit/refusals.js';
import { CareRelationship } from '../care/care-relationship.js';
import { NamedPatient } from '../care/named-patient.js';
import type { Asked } from '../care/subject.rules.js';
import { clientProblems } from '../clients/clients.errors.js';
import { ClientsQueries } from '../clients/clients.queries.js';
import { covers, needsOf, scopeText } from '../routes/scope.rules.js';
import { httpProblems, Problem } from '../../kernel/problem.js';
import { requestContext, type Actor, type RequestContext } from '../../kernel/request-context.js';
import { ROUTE, type RouteOptions } from '../routes/route.decorator.js';
import { AccessTokenStrategy } from '../keys/access-token.strategy.js';
import { problemOf } from './due.js';
import { fitsSession, LiveSessions } from './live-sessions.js';
import { may } from '../routes/policy.js';
import { refusedWords } from '../routes/policy.words.js';
import { settlePurpose } from '../routes/purposes.js';
import { RateLimits } from '../limits/rate-limits.js';
import { ShownTerminal } from './terminals/shown-terminal.js';
import { requireTerminal } from './terminals/terminal-binding.js';
import { VerifiedTokens, type VerifiedToken } from '../keys/verified-tokens.js';

/** Passport's check of the bearer token by the strategy of this name; a failure becomes our problem. */
function bearerGuard(strategy: string): CanActivate {
  return new (class extends AuthGuard(strategy) {
    override handleRequest<T>(error: unknown, token: T | false): T {
      if (error || !token) throw new Problem(httpProblems.unauthenticated, { cause: error });
      return token;
    }
  })();
}

/** Every route passes here: no declaration, no token or no right means refusal, and refusals are on the trail. */
@Injectable()
export class AccessGuard implements CanActivate {
  private readonly bearer: CanActivate;
  private readonly verified = new VerifiedTokens();

  constructor(
    private readonly reflector: Reflector,
    private readonly sessions: LiveSessions,
    private readonly refusals: Refusals,
    private readonly named: NamedPatient,
    private readonly care: CareRelationship,
    private readonly clients: ClientsQueries,
    private readonly rates: RateLimits,
    private readonly terminals: ShownTerminal,
    tokens: AccessTokenStrategy,
  ) {
    this.bearer = bearerGuard(tokens.name);
  }

  async canActivate(execution: ExecutionContext): Promise<boolean> {
    const route = this.reflector.get<RouteOptions | undefined>(ROUTE, execution.getHandler());
    if (!route) throw forbidden(undefined, undefined);
    const context = requestContext();
    if (!route.probe) this.rates.admitAddress(context.address);
    if (route.action === 'public') {
      if (route.signsIn) await this.rates.admitSignIn(context.address);
      // Keys belong to people signed in. With one, the second wrong password of a guesser would only be a retry.
      context.idempotency = undefined;
      if (!route.probe) await this.terminals.settle(context);
      return true;
    }

    const request = execution.switchToHttp().getRequest<FastifyRequest>();
    try {
      await this.letIn(execution, context, route, request);
    } catch (error) {
      if (error instanceof Problem) await this.recordRefusal(error, context, route, request);
      throw error;
    }
    return true;
  }

  /** @throws Problem when the request is not let in */
  private async letIn(
    execution: ExecutionContext,
    context: RequestContext,
    route: RouteOptions,
    request: FastifyRequest,
  ): Promise<void> {
    const actor = this.verified.actorOf(request.headers.authorization) ?? (await this.verify(execution));
    this.rates.admitActor(actor, context.address);
    if (actor.kind === 'client') return this.letClientIn(context, actor, route, request);
    const session = await this.sessions.find(actor.sessionId!);
    if (!session || !fitsSession(actor, session)) throw new Problem(httpProblems.unauthenticated);
    if (actor.boundTo) requireTerminal(actor.boundTo, context);
    else await this.terminals.settle(context);
    context.actor = actor;
    settlePurpose(context);
    context.stillLetIn = async () => (await this.sessions.find(actor.sessionId!)) !== undefined;
    if (session.due && !route.despite?.includes(session.due)) throw problemOf(session.due, actor.role);
    const { action } = route;
    if (action === 'signed-in' || action === 'public') return;
    if (!may(actor.role, action)) throw forbidden(actor.role, action);
    await this.care.decideScope(context, route, request as Pick<Asked, 'params' | 'query' | 'body'>);
  }

  /** A machine calls what its token and its registration of this moment allow, and nothing that is for people. */
  private async letClientIn(
    context: RequestContext,
    actor: Actor,
    route: RouteOptions,
    request: FastifyRequest,
  ): Promise<void> {
    const registered = await this.clients.scopesOf(actor.id!);
    if (!registered) throw new Problem(httpProblems.unauthenticated);
    context.actor = actor;
    await this.terminals.markClaim(context);
    const needs = route.scopes && needsOf(route.scopes, request);
    if (!needs) throw forbidden(actor.role, route.action);
    if (!covers(actor.scopes!, needs) || !covers(registered, needs)) {
      const scopes = [...new Set(needs.map(scopeText))].slice(0, 20).join(' ');
      const headers = { 'WWW-Authenticate': 'Bearer error="insufficient_scope"' };
      throw new Problem(clientProblems.scopeMissing, { params: { scopes }, headers });
    }
    await this.care.decideScope(context, route, request as Pick<Asked, 'params' | 'query' | 'body'>);
  }

  /**
   * What a rule refuses is on the trail with whoever's data was asked for. So is a token that is not taken, where it asked for somebody's:
   * without a token, or at other addresses, there is nothing to tell but that somebody knocked.
   */
  private async recordRefusal(
    { kind }: Problem,
    context: RequestContext,
    { action }: RouteOptions,
    request: FastifyRequest,
  ): Promise<void> {
    const isStranger = kind === httpProblems.unauthenticated;
    if (context.turnedAway || (kind.status !== 403 && !isStranger)) return;
    if (isStranger && request.headers.authorization === undefined) return;
    const asked = { ...(request as Pick<Asked, 'params' | 'query' | 'body'>), route: context.route };
    const named = await this.named.allOf(asked);
    if (isStranger && named.length === 0) return;
    const { id } = (request.params ?? {}) as { id?: string };
    const entityId = id && isUuid(id) ? id : undefined;
    // A good token of a session that has ended says whose it was.
    const tokenOf = isStranger && this.verified.actorOf(request.headers.authorization)?.username;
    const more = tokenOf ? { tokenOf } : undefined;
    await this.refusals.record(context, { action, why: kind.code, ...whoIn(named), entityId, more });
  }

  private async verify(execution: ExecutionContext): Promise<Actor> {
    await this.bearer.canActivate(execution);
    const { headers, user } = execution.switchToHttp().getRequest<FastifyRequest & { user: VerifiedToken }>();
    this.verified.remember(headers.authorization!, user);
    return user.actor;
  }
}

const forbidden = (role: string | undefined, action: string | undefined): Problem =>
  new Problem(httpProblems.forbidden, { params: refusedWords(role, action) });
