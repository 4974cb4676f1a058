import { Module } from '@nestjs/common';
import { SecurityModule } from '../../platform/security/security.module.js';
import { EncountersModule } from '../encounters/encounters.module.js';
import { TasksModule } from '../tasks/tasks.module.js';
import { DoseActionsController } from './dose-actions.controller.js';
import { DoseRecorder } from './dose-recorder.service.js';
import { DosesController } from './doses.controller.js';
import { DosesQueries } from './doses.queries.js';
import { DosesService } from './doses.service.js';
import { EmptyBags } from './empty-bags.js';
import { InfusionsController } from './infusions.controller.js';
import { InfusionsService } from './infusions.service.js';

@Module({
  imports: [SecurityModule, EncountersModule, TasksModule],
  controllers: [DosesController, DoseActionsController, InfusionsController],
  providers: [DosesService, DosesQueries, DoseRecorder, InfusionsService, EmptyBags],
  exports: [DosesService],
})
export class DosesModule {}
