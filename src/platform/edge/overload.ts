import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Counter, Gauge, type Metric } from 'prom-client';
import { httpProblems, Problem } from '../../kernel/problem.js';
import { kindOfWork, type KindOfWork } from '../routes/kind-of-work.js';

/** Of what a process takes in hand at once, how much may be in hand before a kind of work is refused; and when it may come again, in seconds. */
const SHED: Readonly<Record<KindOfWork, { readonly share: number; readonly retryAfter: number }>> = {
  report: { share: 1 / 8, retryAfter: 10 },
  list: { share: 1 / 4, retryAfter: 3 },
  read: { share: 1 / 2, retryAfter: 2 },
  charting: { share: 1, retryAfter: 1 },
};

/**
 * Refuses what is least urgent while more comes than can be answered: reports and exports first, then lists and searches, then the reading of a
 * record, charting last. Refused before anything was done; what is in hand is answered.
 */
export class Overload {
  private readonly inHand = new WeakSet<FastifyRequest>();
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
  watch(fastify: FastifyInstance): void {
    fastify.addHook('onRequest', (request, _reply, next) => next(this.refusalOf(request)));
    // From when it is whole until its answer is handed over: a caller who is slow to send or to read keeps nobody else out.
    fastify.addHook('preHandler', (request, _reply, next) => {
      if (kindOf(request) !== undefined) {
        this.inHand.add(request);
        this.count += 1;
      }
      next();
    });
    fastify.addHook('onSend', (request, _reply, _payload, next) => this.done(request, next));
    fastify.addHook('onRequestAbort', (request, next) => this.done(request, next));
    fastify.addHook('onResponse', (request, _reply, next) => this.done(request, next));
  }

  private refusalOf(request: FastifyRequest): Problem | undefined {
    const kind = kindOf(request);
    if (kind === undefined || this.count < this.most * SHED[kind].share) return undefined;
    this.shed.inc({ kind });
    return new Problem(httpProblems.busy, { headers: { 'Retry-After': String(SHED[kind].retryAfter) } });
  }

  private done(request: FastifyRequest, next: () => void): void {
    if (this.inHand.delete(request)) this.count -= 1;
    next();
  }
}

/** Undefined for what is always let in: those who watch the service, pages, what no route is for, answers that never end. */
const kindOf = ({ routeOptions: { config } }: FastifyRequest): KindOfWork | undefined =>
  config?.declared && kindOfWork(config.declared, String(config.method));
