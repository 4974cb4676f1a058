import { Module } from '@nestjs/common';
import { EncountersModule } from '../encounters/encounters.module.js';
import { ReconciliationController } from './reconciliation.controller.js';
import { ReconciliationQueries } from './reconciliation.queries.js';
import { ReconciliationService } from './reconciliation.service.js';

@Module({
  imports: [EncountersModule],
  controllers: [ReconciliationController],
  providers: [ReconciliationService, ReconciliationQueries],
})
export class ReconciliationModule {}
