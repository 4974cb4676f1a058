import { Module } from '@nestjs/common';
import { SecurityModule } from '../../platform/security/security.module.js';
import { EncountersModule } from '../encounters/encounters.module.js';
import { OrdersModule } from '../orders/orders.module.js';
import { TransfusionsController } from './transfusions.controller.js';
import { TransfusionsQueries } from './transfusions.queries.js';
import { TransfusionsService } from './transfusions.service.js';

/** Blood: who gave which unit to whom, and who compared with them. */
@Module({
  imports: [SecurityModule, EncountersModule, OrdersModule],
  controllers: [TransfusionsController],
  providers: [TransfusionsService, TransfusionsQueries],
})
export class TransfusionsModule {}
