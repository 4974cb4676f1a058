import { Module } from '@nestjs/common';
import { EncountersModule } from '../encounters/encounters.module.js';
import { DoseActionsController } from './dose-actions.controller.js';
import { DosesController } from './doses.controller.js';
import { DosesQueries } from './doses.queries.js';
import { DosesService } from './doses.service.js';

@Module({
  imports: [EncountersModule],
  controllers: [DosesController, DoseActionsController],
  providers: [DosesService, DosesQueries],
  exports: [DosesService],
})
export class DosesModule {}
