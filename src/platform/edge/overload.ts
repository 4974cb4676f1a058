import { finished } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Counter, Gauge, type Metric } from 'prom-client';
import { httpProblems, Problem } from '../../kernel/problem.js';
import { kindOfWork, type KindOfWork } from '../routes/kind-of-work.js';
import { Turns, type Turn } from './turns.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Whether work on it has begun, and whether it is counted as worked on. */
    hasBegun: boolean;
    isInHand: boolean;
    /** Its turn among what its caller asks for; of what waits for nobody undefined. */
    turn?: Turn;
  }
}

/** Of what a process takes in hand at once, how much may be in hand before a kind of work is refused; and when it may come again, in seconds. */
const SHED: Readonly<Record<KindOfWork, { readonly share: number; readonly retryAfter: number }>> = {
  report: { share: 1 / 8, retryAfter: 10 },
  list: { share: 1 / 4, retryAfter: 3 },
  read: { share: 1 / 2, retryAfter: 2 },
  charting: { share: 1, retryAfter: 1 },
};

/**
 * Of what one caller asks, how much of a kind a process works on at once: the rest waits for that, and nobody else does. Charting waits for the
 * rows that it changes, and is kept apart by them (database/bulkhead.ts).
 */
const OF_A_CALLER: Readonly<Record<KindOfWork, number>> = { report: 4, list: 8, read: 16, charting: Infinity };
/** Of what waits so, most: who asks for more is told to come again. */
const WAITING_OF_A_CALLER = 64;

/**
 * Refuses what is least urgent while more comes than can be answered: reports and exports first, then lists and searches, then the reading of a
 * record, charting last. Refused before anything was done; what is in hand is answered.
 */
export class Overload {
  private readonly turns = new Turns();
  private count = 0;
  private readonly shed = new Counter({
    name: 'requests_shed_total',
    help: 'Requests refused with 503 since too many were in hand, by kind of work',
    labelNames: ['kind'],
    registers: [],
  });
  readonly metrics: readonly Metric[];

  /** @param most requests that the process takes in hand at once */
  constructor(private readonly most: number) {
    const gauge: Gauge = new Gauge({
      name: 'requests_in_hand',
      help: 'Requests that this process works on',
      registers: [],
      collect: () => gauge.set(this.count),
    });
    this.metrics = [this.shed, gauge];
    for (const kind of Object.keys(SHED)) this.shed.inc({ kind }, 0);
  }

  /** Looks at every request from now on. */
  watch(fastify: FastifyInstance): this {
    // Kept on the request: sets of what is soon gone cost more to clear than to ask.
    fastify.decorateRequest('hasBegun', false);
    fastify.decorateRequest('isInHand', false);
    fastify.decorateRequest('turn');
    fastify.addHook('onRequest', (request, _reply, next) => next(this.refusalOf(request)));
    // From when it is whole until its answer is handed over: a caller who is slow to send or to read keeps nobody else out.
    fastify.addHook('preHandler', (request, _reply, next) => {
      const kind = kindOf(request);
      if (kind === undefined) {
        next();
        return;
      }
      const begin = () => {
        request.hasBegun = true;
        request.isInHand = true;
        this.count += 1;
        next();
      };
      const lane = laneOf(request, kind);
      if (lane === undefined) begin();
      else if (this.turns.waitingIn(lane) >= WAITING_OF_A_CALLER) next(this.busy(kind));
      else {
        // Awaited here, so that what goes on is this request and no part of the one that made room for it.
        request.turn = this.turns.take(lane, OF_A_CALLER[kind]);
        if (request.turn.comes) request.turn.comes.then(begin, next);
        else begin();
      }
    });
    fastify.addHook('onSend', (request, _reply, payload, next) => {
      this.release(request);
      // What is made while it is sent is work until all of it is made: the caller's next download waits for it.
      if (isStream(payload)) finished(payload, () => this.endTurn(request));
      else this.endTurn(request);
      next();
    });
    // Who goes away while they wait makes room. What is in hand is worked on whether anybody still waits for it or not: it ends above.
    fastify.addHook('onRequestAbort', (request, next) => {
      if (!request.hasBegun) this.endTurn(request);
      next();
    });
    fastify.addHook('onResponse', (request, _reply, next) => {
      this.release(request);
      this.endTurn(request);
      next();
    });
    return this;
  }

  private refusalOf(request: FastifyRequest): Problem | undefined {
    const kind = kindOf(request);
    return kind === undefined || this.count < this.most * SHED[kind].share ? undefined : this.busy(kind);
  }

  private busy(kind: KindOfWork): Problem {
    this.shed.inc({ kind });
    return new Problem(httpProblems.busy, { headers: { 'Retry-After': String(SHED[kind].retryAfter) } });
  }

  private endTurn({ turn }: FastifyRequest): void {
    if (turn) this.turns.leave(turn);
  }

  private release(request: FastifyRequest): void {
    if (!request.isInHand) return;
    request.isInHand = false;
    this.count -= 1;
  }
}

/** What waits for each other; strangers have limits of their own. */
function laneOf(request: FastifyRequest, kind: KindOfWork): string | undefined {
  const { authorization } = request.headers;
  if (authorization === undefined || OF_A_CALLER[kind] === Infinity) return undefined;
  return `${isDownload(request) ? 'download' : kind} ${tokenIn(authorization)}`;
}

/** The token as it is read where callers are known: the word before it may be written in many ways, and what is behind it be anything. */
function tokenIn(authorization: string): string {
  const known = tokens.get(authorization);
  if (known !== undefined) return known;
  const token = /^\S+\s+(\S+)/.exec(authorization)?.[1] ?? authorization;
  if (tokens.size >= MOST_REMEMBERED) tokens.clear();
  if (authorization.length <= LONGEST_REMEMBERED) tokens.set(authorization, token);
  return token;
}
/** Of headers that came before: their callers send the same with each request. */
const tokens = new Map<string, string>();
const [MOST_REMEMBERED, LONGEST_REMEMBERED] = [1_000, 2_000];

const isStream = (payload: unknown): payload is NodeJS.ReadableStream =>
  typeof (payload as { pipe?: unknown } | null)?.pipe === 'function';

/** Files and exports, which may take long to be read: questions do not wait for them. */
const isDownload = ({ routeOptions: { config } }: FastifyRequest): boolean =>
  config?.declared?.answer !== undefined && config.declared.answer.mediaType !== 'application/json';

/** Undefined for what is always let in: those who watch the service, pages, what no route is for, answers that never end. */
function kindOf({ routeOptions: { config } }: FastifyRequest): KindOfWork | undefined {
  if (!config?.declared) return undefined;
  let kind = kinds.get(config);
  if (kind === undefined) kinds.set(config, (kind = kindOfWork(config.declared, String(config.method)) ?? 'always'));
  return kind === 'always' ? undefined : kind;
}
const kinds = new WeakMap<object, KindOfWork | 'always'>();
