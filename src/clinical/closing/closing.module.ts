import { Module } from '@nestjs/common';
import { CareModule } from '../../platform/care/care.module.js';
import { EncountersModule } from '../encounters/encounters.module.js';
import { ClosingController } from './closing.controller.js';
import { ClosingQueries } from './closing.queries.js';
import { ClosingService } from './closing.service.js';

/** Completeness and closing of records, and how long they are kept. */
@Module({
  imports: [CareModule, EncountersModule],
  controllers: [ClosingController],
  providers: [ClosingService, ClosingQueries],
})
export class ClosingModule {}
