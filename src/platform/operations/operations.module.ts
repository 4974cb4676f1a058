import { Module } from '@nestjs/common';
import { ClientsModule } from '../clients/clients.module.js';
import { RateLimitsModule } from '../limits/rate-limits.module.js';
import { SecurityModule } from '../security/security.module.js';
import { DefinitionsWatch } from './definitions-watch.js';
import { DiskSpace } from './disk-space.js';
import { GivenUpMetrics } from './given-up-metrics.js';
import { HealthController } from './health.controller.js';
import { Housekeeping } from './housekeeping.js';
import { Metrics } from './metrics.js';
import { MetricsController } from './metrics.controller.js';
import { NightlyReconciliation } from './nightly-reconciliation.js';
import { SealingMetrics } from './sealing-metrics.js';

@Module({
  imports: [ClientsModule, RateLimitsModule, SecurityModule],
  controllers: [HealthController, MetricsController],
  providers: [
    DiskSpace,
    DefinitionsWatch,
    Metrics,
    SealingMetrics,
    GivenUpMetrics,
    Housekeeping,
    NightlyReconciliation,
  ],
  exports: [Metrics],
})
export class OperationsModule {}
