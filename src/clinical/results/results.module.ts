import { Module } from '@nestjs/common';
import { EncountersModule } from '../encounters/encounters.module.js';
import { OrdersModule } from '../orders/orders.module.js';
import { PatientsModule } from '../patients/patients.module.js';
import { ResultsController } from './results.controller.js';
import { ResultsQueries } from './results.queries.js';
import { ResultsService } from './results.service.js';

@Module({
  imports: [EncountersModule, OrdersModule, PatientsModule],
  controllers: [ResultsController],
  providers: [ResultsService, ResultsQueries],
  exports: [ResultsService],
})
export class ResultsModule {}
