import { Module } from '@nestjs/common';
import { CareModule } from '../../platform/care/care.module.js';
import { PatientsModule } from '../patients/patients.module.js';
import { TasksModule } from '../tasks/tasks.module.js';
import { MotherChecksController } from './mother-checks.controller.js';
import { MotherChecksQueries } from './mother-checks.queries.js';
import { MotherChecksService } from './mother-checks.service.js';

@Module({
  imports: [CareModule, PatientsModule, TasksModule],
  controllers: [MotherChecksController],
  providers: [MotherChecksService, MotherChecksQueries],
})
export class NewbornsModule {}
