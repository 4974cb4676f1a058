import { Module } from '@nestjs/common';
import { BedsController } from './beds.controller.js';
import { WardsController } from './wards.controller.js';
import { WardsQueries } from './wards.queries.js';
import { WardsService } from './wards.service.js';

/** Wards, rooms and beds. */
@Module({
  controllers: [WardsController, BedsController],
  providers: [WardsService, WardsQueries],
  exports: [WardsService],
})
export class WardsModule {}
