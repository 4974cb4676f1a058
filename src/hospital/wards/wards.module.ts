import { Module } from '@nestjs/common';
import { BedsController } from './beds.controller.js';
import { WardBoardQueries } from '../../views/board/ward-board.queries.js';
import { WardsController } from './wards.controller.js';
import { WardsQueries } from './wards.queries.js';
import { WardsService } from './wards.service.js';

/** Wards, rooms and beds, and the board of who lies where. */
@Module({
  controllers: [WardsController, BedsController],
  providers: [WardsService, WardsQueries, WardBoardQueries],
  exports: [WardsService],
})
export class WardsModule {}
