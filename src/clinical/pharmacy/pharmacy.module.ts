import { Module } from '@nestjs/common';
import { EncountersModule } from '../encounters/encounters.module.js';
import { OrdersModule } from '../orders/orders.module.js';
import { TasksModule } from '../tasks/tasks.module.js';
import { DispensingService } from './dispensing.service.js';
import { PharmacyController } from './pharmacy.controller.js';
import { PharmacyQueries } from './pharmacy.queries.js';
import { ReviewsService } from './reviews.service.js';

@Module({
  imports: [EncountersModule, OrdersModule, TasksModule],
  controllers: [PharmacyController],
  providers: [ReviewsService, DispensingService, PharmacyQueries],
})
export class PharmacyModule {}
