import { Module } from '@nestjs/common';
import { EncountersModule } from '../encounters/encounters.module.js';
import { OrderActionsController } from './order-actions.controller.js';
import { OrdersController } from './orders.controller.js';
import { OrdersQueries } from './orders.queries.js';
import { OrdersService } from './orders.service.js';

@Module({
  imports: [EncountersModule],
  controllers: [OrdersController, OrderActionsController],
  providers: [OrdersService, OrdersQueries],
  exports: [OrdersService],
})
export class OrdersModule {}
