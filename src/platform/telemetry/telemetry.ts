import { hostname } from 'node:os';
import { Inject, Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { currentContext, type RequestContext } from '../../kernel/request-context.js';
import { SETTINGS_TOKEN, type Settings } from '../config/settings.js';
import { statements, type StatementRun } from '../database/statement-channel.js';
import { Metrics } from '../operations/metrics.js';
import { metricsBody, tracesBody, type Resource } from './otlp.js';
import { KIND, newSpanId, newTraceId, nowNanos, tracedBy, type Span, type TraceContext } from './span.js';

const SEND_EVERY_MS = 5000;
const SEND_WITHIN_MS = 10_000;
/** Spans that wait to be sent; what comes beyond is dropped, so that a collector that is away costs no memory. */
const MOST_WAITING = 2048;

interface Traced extends TraceContext {
  readonly parentId?: string;
  readonly began: bigint;
}

/**
 * Traces and metrics for an OpenTelemetry collector, over OTLP/HTTP with JSON; nothing at all is done without
 * OTEL_EXPORTER_OTLP_ENDPOINT. Spans carry names of routes and statements and numbers, nothing that a request or a row says: see
 * docs/adr/0048-telemetry-says-names-and-numbers.md.
 */
@Injectable()
export class Telemetry implements OnModuleDestroy {
  private readonly logger = new Logger('telemetry');
  private readonly resource: Resource;
  private readonly traced = new WeakMap<RequestContext, Traced>();
  private readonly timers: NodeJS.Timeout[] = [];
  private waiting: Span[] = [];
  private isAway = false;

  constructor(
    @Inject(SETTINGS_TOKEN) private readonly settings: Settings,
    private readonly metrics: Metrics,
  ) {
    this.resource = {
      serviceName: settings.otelServiceName,
      instance: `${hostname()}-${process.pid}`,
      began: nowNanos(),
    };
  }

  /** Traces every request from now on, and sends; when there is a collector to send to. */
  observe(fastify: FastifyInstance): void {
    if (!this.settings.otlpEndpoint) return;
    fastify.addHook('onRequest', (request, _reply, done) => {
      this.begin(request);
      done();
    });
    fastify.addHook('onResponse', (request, reply, done) => {
      this.end(request, reply.statusCode);
      done();
    });
    statements.subscribe(this.onStatement);
    this.timers.push(
      setInterval(() => void this.sendSpans(), SEND_EVERY_MS).unref(),
      setInterval(() => void this.sendMetrics(), this.settings.otelMetricIntervalMs).unref(),
    );
  }

  /** What is left is sent before the process ends. */
  async onModuleDestroy(): Promise<void> {
    if (this.timers.length === 0) return;
    for (const timer of this.timers) clearInterval(timer);
    statements.unsubscribe(this.onStatement);
    await Promise.all([this.sendSpans(), this.sendMetrics()]);
  }

  /** Sends the spans that wait. */
  async sendSpans(): Promise<void> {
    const spans = this.waiting;
    if (spans.length === 0) return;
    this.waiting = [];
    await this.send('/v1/traces', tracesBody(this.resource, spans));
  }

  /** Sends the metrics of this process as they stand. */
  async sendMetrics(): Promise<void> {
    await this.send('/v1/metrics', metricsBody(this.resource, await this.metrics.values(), nowNanos()));
  }

  private begin({ headers, context }: FastifyRequest): void {
    const caller = tracedBy(headers['traceparent']);
    const isSampled = caller?.isSampled ?? Math.random() < this.settings.otelSampleRatio;
    if (!isSampled) return;
    const traceId = caller?.traceId ?? newTraceId();
    this.traced.set(context, { traceId, spanId: newSpanId(), parentId: caller?.spanId, began: nowNanos() });
  }

  private end({ context, method, routeOptions }: FastifyRequest, status: number): void {
    const traced = context && this.traced.get(context);
    if (!traced) return;
    const route = routeOptions.url ?? '(unknown)';
    this.keep({
      ...{ ...traced, name: `${method} ${route}`, kind: KIND.server, ended: nowNanos(), hasFailed: status >= 500 },
      attributes: {
        ...{ 'http.request.method': method, 'http.route': route, 'http.response.status_code': status },
        'benhan.request_id': context.requestId,
      },
    });
  }

  /** Of a statement that several requests share each has a span of its own way through it. */
  private readonly onStatement = (run: unknown): void => {
    const context = currentContext();
    const traced = context && this.traced.get(context);
    if (!traced) return;
    const { name, began, hasFailed } = run as StatementRun;
    this.keep({
      ...{ traceId: traced.traceId, spanId: newSpanId(), parentId: traced.spanId, name, kind: KIND.client },
      ...{ began: BigInt(Math.round((performance.timeOrigin + began) * 1e6)), ended: nowNanos(), hasFailed },
      attributes: { 'db.system.name': 'postgresql', 'db.query.summary': name },
    });
  };

  private keep(span: Span): void {
    if (this.waiting.length < MOST_WAITING) this.waiting.push(span);
  }

  private async send(path: string, body: object): Promise<void> {
    const { otlpEndpoint = '', otlpHeaders = {} } = this.settings;
    try {
      const answer = await fetch(otlpEndpoint.replace(/\/$/, '') + path, {
        method: 'POST',
        headers: { ...otlpHeaders, 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
        redirect: 'error',
        signal: AbortSignal.timeout(SEND_WITHIN_MS),
      });
      await answer.body?.cancel();
      this.told(answer.ok);
    } catch {
      this.told(false);
    }
  }

  /** The first of a row of failures is logged, and its end. */
  private told(isTaken: boolean): void {
    if (isTaken === !this.isAway) return;
    this.isAway = !isTaken;
    if (isTaken) this.logger.warn('the collector takes traces and metrics again');
    else this.logger.warn('the collector takes no traces and metrics: what is not sent is dropped');
  }
}
