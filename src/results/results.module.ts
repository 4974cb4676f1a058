import { Module } from '@nestjs/common';
import { OrdersModule } from '../orders/orders.module.js';
import { ResultsController } from './results.controller.js';
import { ResultsQueries } from './results.queries.js';
import { ResultsService } from './results.service.js';

@Module({
  imports: [OrdersModule],
  controllers: [ResultsController],
  providers: [ResultsService, ResultsQueries],
  exports: [ResultsService],
})
export class ResultsModule {}
