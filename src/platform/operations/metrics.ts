import cluster from 'node:cluster';
import { Injectable } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import {
  AggregatorRegistry,
  collectDefaultMetrics,
  Gauge,
  Histogram,
  Registry,
  type Metric,
  type MetricObjectWithValues,
  type MetricValue,
} from 'prom-client';
import { JobMetrics } from '../jobs/job-metrics.js';
import { Database } from '../database/database.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { askPrimary } from './cluster-metrics.js';
import { DiskSpace } from './disk-space.js';
import { DefinitionsWatch } from './definitions-watch.js';

/** Prometheus metrics of this process, or of all workers together when they run as a cluster. */
@Injectable()
export class Metrics {
  private readonly registry = new Registry();
  private readonly requests: Histogram;

  constructor(database: Database, unitOfWork: UnitOfWork, jobs: JobMetrics, watch: DefinitionsWatch, disk: DiskSpace) {
    collectDefaultMetrics({ register: this.registry });
    for (const metric of [...jobs.all, ...watch.metrics, ...disk.metrics]) this.registry.registerMetric(metric);
    this.requests = new Histogram({
      name: 'http_request_duration_seconds',
      help: 'Time from the first byte of a request to the last of its answer',
      labelNames: ['route', 'status'],
      buckets: [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
      registers: [this.registry],
    });
    new Gauge({
      name: 'database_connections',
      help: 'Connections of this process by state',
      labelNames: ['state'],
      registers: [this.registry],
      collect() {
        this.set({ state: 'open' }, database.pool.totalCount);
        this.set({ state: 'idle' }, database.pool.idleCount);
        this.set({ state: 'waiting' }, database.pool.waitingCount);
      },
    });
    const { bulkhead } = unitOfWork;
    new Gauge({
      name: 'writes_waiting',
      help: 'Writes that wait to be let in to a transaction: for a record that others change, mostly',
      registers: [this.registry],
      collect() {
        this.set(bulkhead.waitingCount);
      },
    });
    new Gauge({
      name: 'writes_refused',
      help: 'Writes refused with 503 since too many waited for the same record, since the process began',
      registers: [this.registry],
      collect() {
        this.set(bulkhead.refused);
      },
    });
    AggregatorRegistry.setRegistries(this.registry);
    // Answers the primary when it collects from the workers.
    if (cluster.isWorker) new AggregatorRegistry();
  }

  /** What a domain counts of its own. */
  add(metric: Metric): void {
    this.registry.registerMetric(metric);
  }

  /** Times every answer from now on. @param more what the edge counts itself */
  observe(fastify: FastifyInstance, more: readonly Metric[]): void {
    for (const metric of more) this.add(metric);
    fastify.addHook('onResponse', (request, reply, done) => {
      done();
      // Not an answer that somebody waits for.
      if (String(reply.getHeader('Content-Type')).startsWith('text/event-stream')) return;
      const route = request.routeOptions.url ?? 'unknown';
      this.requests.observe(
        { route: `${request.method} ${route}`, status: reply.statusCode },
        reply.elapsedTime / 1000,
      );
    });
  }

  /** The metrics of this process as they stand. */
  values(): Promise<MetricObjectWithValues<MetricValue<string>>[]> {
    return this.registry.getMetricsAsJSON();
  }

  /** The exposition text; in a worker, of the whole cluster. */
  async text(): Promise<string> {
    return cluster.isWorker ? askPrimary() : this.registry.metrics();
  }
}
