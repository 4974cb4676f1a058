import { Injectable } from '@nestjs/common';
import { Counter, Gauge, type Metric } from 'prom-client';

/** What became of the runs of background work. */
@Injectable()
export class JobMetrics {
  private readonly runs = new Counter({
    name: 'job_runs_total',
    help: 'Runs of background work, by job and outcome (done, failed)',
    labelNames: ['job', 'outcome'],
    registers: [],
  });
  private readonly last = new Gauge({
    name: 'job_last_success_timestamp_seconds',
    help: 'When background work last ended well, by job',
    labelNames: ['job'],
    aggregator: 'max',
    registers: [],
  });

  /** To be registered where the metrics of the process are. */
  readonly all: readonly Metric[] = [this.runs, this.last];

  succeeded(job: string): void {
    this.runs.inc({ job, outcome: 'done' });
    this.last.set({ job }, Date.now() / 1000);
  }

  failed(job: string): void {
    this.runs.inc({ job, outcome: 'failed' });
  }
}
