import { Module } from '@nestjs/common';
import { HealthController } from './health.controller.js';
import { Housekeeping } from './housekeeping.js';
import { Metrics } from './metrics.js';
import { MetricsController } from './metrics.controller.js';
import { SealingMetrics } from './sealing-metrics.js';

@Module({
  controllers: [HealthController, MetricsController],
  providers: [Metrics, SealingMetrics, Housekeeping],
  exports: [Metrics],
})
export class OperationsModule {}
