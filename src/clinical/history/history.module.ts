import { Module } from '@nestjs/common';
import { EncountersModule } from '../encounters/encounters.module.js';
import { PatientsModule } from '../patients/patients.module.js';
import { AllergiesController } from './allergies.controller.js';
import { AllergiesService } from './allergies.service.js';
import { BackgroundController } from './background/background.controller.js';
import { BackgroundQueries } from './background/background.queries.js';
import { BackgroundService } from './background/background.service.js';
import { HistoryQueries } from './history.queries.js';
import { PersonFitService } from './person-fit.service.js';
import { ProblemsController } from './problems.controller.js';
import { ProblemsService } from './problems.service.js';

/** Allergies and problems. */
@Module({
  imports: [PatientsModule, EncountersModule],
  controllers: [AllergiesController, BackgroundController, ProblemsController],
  providers: [
    AllergiesService,
    BackgroundQueries,
    BackgroundService,
    PersonFitService,
    ProblemsService,
    HistoryQueries,
  ],
  exports: [AllergiesService, ProblemsService],
})
export class HistoryModule {}
