import { Module } from '@nestjs/common';
import { BoardController } from './board.controller.js';
import { HandoverController } from './handover.controller.js';
import { HandoverQueries } from './handover.queries.js';
import { IncomingQueries } from './incoming.queries.js';
import { WardBoardQueries } from './ward-board.queries.js';

/** Who lies where in a ward, in one look. */
@Module({
  controllers: [BoardController, HandoverController],
  providers: [WardBoardQueries, HandoverQueries, IncomingQueries],
})
export class BoardModule {}
