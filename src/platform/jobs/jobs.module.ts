import { Global, Module } from '@nestjs/common';
import { JobMetrics } from './job-metrics.js';
import { JobQueues } from './job-queues.js';
import { Jobs } from './jobs.js';

@Global()
@Module({ providers: [Jobs, JobMetrics, JobQueues], exports: [Jobs, JobMetrics, JobQueues] })
export class JobsModule {}
