import { Module } from '@nestjs/common';
import { SecurityModule } from '../../platform/security/security.module.js';
import { EncountersModule } from '../encounters/encounters.module.js';
import { TasksModule } from '../tasks/tasks.module.js';
import { DoseActionsController } from './dose-actions.controller.js';
import { DosesController } from './doses.controller.js';
import { DosesQueries } from './doses.queries.js';
import { DosesService } from './doses.service.js';

@Module({
  imports: [SecurityModule, EncountersModule, TasksModule],
  controllers: [DosesController, DoseActionsController],
  providers: [DosesService, DosesQueries],
  exports: [DosesService],
})
export class DosesModule {}
