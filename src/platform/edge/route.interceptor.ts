import { Injectable, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { detailOf, isRecorded, type AccessEvent } from '../../kernel/access-event.js';
import { AccessRecorder } from '../audit/access-recorder.js';
import { Refusals, whoIn } from '../audit/refusals.js';
import { NamedPatient } from '../care/named-patient.js';
import { MergedPatient } from '../care/merged-patient.js';
import type { Asked } from '../care/subject.rules.js';
import { sharedBy, type Disclosure, type Shown } from '../routes/disclosure.js';
import { VersionHistory } from '../audit/version-history.js';
import { patientOf } from '../../kernel/scope.js';
import { httpProblems, Problem, tellingOf } from '../../kernel/problem.js';
import { requestContext, type RequestContext } from '../../kernel/request-context.js';
import { refuseUnreadQuery } from './unread-query.js';
import { ROUTE, type RouteOptions } from '../routes/route.decorator.js';
import { isUuid } from '../../kernel/uuid.js';
import { sharedBytes } from '../../kernel/told-bytes.js';
import { StaleVersion } from '../../kernel/stale-version.js';
import { entityTag, versionFrom } from '../routes/entity-tag.js';
import { PlainInterceptor } from './plain-interceptor.js';
import { asProblem } from './problem.filter.js';
import { ToldPatients } from './told-patients.js';
import { undeclaredPatient } from './undeclared-disclosure.js';

/**
 * Stands round every handler: records whom the answer shows before it leaves, or that it refused, sets the ETag, and tells a
 * writer who came too late what changed meanwhile.
 */
@Injectable()
export class RouteInterceptor extends PlainInterceptor {
  constructor(
    private readonly reflector: Reflector,
    private readonly recorder: AccessRecorder,
    private readonly history: VersionHistory,
    private readonly refusals: Refusals,
    private readonly told: ToldPatients,
    private readonly named: NamedPatient,
    private readonly merged: MergedPatient,
  ) {
    super();
  }

  async around(execution: ExecutionContext, next: () => Promise<unknown>): Promise<unknown> {
    const route = this.reflector.get<RouteOptions>(ROUTE, execution.getHandler());
    const reply = execution.switchToHttp().getResponse<FastifyReply>();
    const context = requestContext();
    const body = await this.handle(execution, next, context)
      .finally(() => tellAccess(context, reply))
      .catch(async (error: unknown) => {
        const answered = error instanceof StaleVersion ? await this.explained(error) : error;
        const request: FastifyRequest & Omit<Asked, 'route'> = execution.switchToHttp().getRequest();
        const problem = asProblem(answered);
        await this.recordProblem(problem, context, route, request);
        const merged = await this.merged.insteadOf(problem, request);
        throw merged ?? (await this.merged.movedMeanwhile(problem, context, request)) ?? answered;
      });
    const isUnchanged = context.foundDone || isAsRead(route, execution.switchToHttp().getRequest(), body);
    await this.discloseTo(context, route.discloses, body, isUnchanged);
    if (context.replayed) {
      // What was answered is answered again, in the language in which it was: which that is, nobody kept.
      void reply.header('Idempotency-Replayed', 'true').removeHeader('Content-Language');
    }
    const tag = entityTag(body);
    if (tag) void reply.header('ETag', tag);
    const bytes = sharedBytes(body);
    if (bytes) void reply.header('Content-Type', 'application/json; charset=utf-8');
    return bytes ?? body;
  }

  /** Whatever else was wrong with a request: who may not see its patient is told that, and it is on the trail. */
  private async handle(
    execution: ExecutionContext,
    next: () => Promise<unknown>,
    context: RequestContext,
  ): Promise<unknown> {
    try {
      refuseUnreadQuery(execution);
      return await next();
    } finally {
      await context.pending?.decide();
    }
  }

  /** @param isUnchanged of a write, whether its answer shows what no event of a row tells of */
  private async discloseTo(
    context: RequestContext,
    disclosure: Disclosure | 'nothing',
    body: unknown,
    isUnchanged: boolean,
  ): Promise<void> {
    if (disclosure === 'nothing') {
      if (undeclaredPatient(body)) throw new Error(`${context.route} shows a patient but declares nothing`);
      return;
    }
    const besides = (context.besides ?? []).map((patientId) => ({ patientId, entityId: patientId }));
    const others = [...(disclosure.also?.(body as never) ?? []), ...besides];
    if (others.length > 0) {
      const { entity } = disclosure;
      await this.recorder.record(context, { kind: 'search', entity, detail: detailOf(context), ...sharedBy(others) });
    }
    const isWrite = disclosure.kind === 'replay' && !context.replayed;
    if (isWrite && !isUnchanged) return;
    const shown = disclosure.shown(body as never);
    if (shown.some(({ patientId }) => typeof patientId !== 'string')) {
      throw new Error(`${context.route} does not say which patient it shows`);
    }
    const detail = detailOf(context);
    const { entity } = disclosure;
    const kind = isWrite ? 'read' : disclosure.kind;
    const event: AccessEvent =
      kind === 'list' || kind === 'search'
        ? { kind, entity, entityId: disclosure.about?.(body as never), detail, ...sharedBy(orAsked(shown, context)) }
        : { kind, entity, entityId: disclosure.about?.(body as never), detail, ...theOne(shown) };
    if (isRecorded(context, event)) this.recorder.requireTrail();
    else await this.recorder.record(context, event);
  }

  /** What a rule behind the guard refused, and whatever another answer tells about patients; the guard records its own. */
  private async recordProblem(
    problem: Problem,
    context: RequestContext,
    { action, discloses }: RouteOptions,
    request: Omit<Asked, 'route'>,
  ): Promise<void> {
    const { code: why, status } = problem.kind;
    if (status === 403 && !context.turnedAway) {
      const own = patientOf(context.scope);
      const named = own ? [own] : await this.named.allOf({ ...request, route: context.route });
      return this.refusals.record(context, { action, why, ...whoIn(named) });
    }
    const patients = await this.told.of(problem, context, request);
    if (patients.length === 0) return;
    const [patientId, ...others] = patients;
    const { id } = request.params as { id?: string };
    await this.recorder.record(context, {
      kind: 'told',
      entity: discloses === 'nothing' ? context.route : discloses.entity,
      entityId: id && isUuid(id) ? id : undefined,
      patientId,
      patientIds: others.length > 0 ? patients : undefined,
      detail: { ...detailOf(context), action, status, why },
    });
  }

  /** The problem that tells what changed since the version a writer knew. */
  private async explained(cause: StaleVersion): Promise<Problem> {
    const { entity, entityId, expectedVersion, currentVersion, besides } = cause;
    return new Problem(httpProblems.stalePrecondition, {
      params: { expectedVersion, currentVersion },
      extra: { currentVersion, changes: await this.history.since(entity, entityId, expectedVersion), ...besides },
      // Of two who are merged, either may be the one that changed.
      tellsOf: entity === 'patient' ? tellingOf([entityId]) : undefined,
      headers: { ETag: `"${currentVersion}"` },
      cause,
    });
  }
}

/**
 * Whether a write answers with the record that its address names in the very version that the caller had read: every change counts on
 * (prisma/guards/40-versions.sql), so nothing of it was changed, and the answer is a read.
 */
function isAsRead({ versioned }: RouteOptions, { params, headers }: FastifyRequest, body: unknown): boolean {
  if (!versioned) return false;
  const { id, version } = (body ?? {}) as { id?: unknown; version?: unknown };
  const isNamed = Object.values(params as Record<string, string>).some((one) => one.toLowerCase() === id);
  return isNamed && version === versionFrom(headers['if-match']);
}

/** Whom a list shows; one that shows nobody tells of the one whom it was asked about. */
function orAsked(shown: readonly Shown[], { scope }: RequestContext): readonly Shown[] {
  const asked = shown.length === 0 ? patientOf(scope) : undefined;
  return asked === undefined ? shown : [{ patientId: asked }];
}

/** Whom one record shows, and whom besides; of nobody when the record is of nobody, and then the route says which record. */
function theOne(shown: readonly Shown[]): Partial<AccessEvent> {
  const [one] = shown;
  if (!one) return {};
  const { patientIds } = sharedBy(shown);
  const { patientId, encounterId, entityId } = one;
  return { patientId, encounterId, entityId, ...(patientIds.length > 1 && { patientIds }) };
}

/** Every answer under a grant says so, and until when. */
function tellAccess({ access }: RequestContext, reply: FastifyReply): void {
  if (!access) return;
  void reply.header('X-Care-Access', access.until ? `${access.because}; until=${access.until}` : access.because);
}
