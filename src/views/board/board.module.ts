import { Module } from '@nestjs/common';
import { BoardController } from './board.controller.js';
import { WardBoardQueries } from './ward-board.queries.js';

/** Who lies where in a ward, in one look. */
@Module({ controllers: [BoardController], providers: [WardBoardQueries] })
export class BoardModule {}
