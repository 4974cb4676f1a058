import { Global, Module } from '@nestjs/common';
import { JobMetrics } from './job-metrics.js';
import { Jobs } from './jobs.js';

@Global()
@Module({ providers: [Jobs, JobMetrics], exports: [Jobs, JobMetrics] })
export class JobsModule {}
