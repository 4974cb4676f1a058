import { Module } from '@nestjs/common';
import { EncountersModule } from '../encounters/encounters.module.js';
import { PatientsModule } from '../patients/patients.module.js';
import { ObservationsController } from './observations.controller.js';
import { ObservationsQueries } from './observations.queries.js';
import { ObservationsService } from './observations.service.js';
import { VitalsController } from './vitals.controller.js';
import { VitalsQueries } from './vitals.queries.js';
import { VitalsService } from './vitals.service.js';

@Module({
  imports: [EncountersModule, PatientsModule],
  controllers: [VitalsController, ObservationsController],
  providers: [ObservationsService, ObservationsQueries, VitalsService, VitalsQueries],
  exports: [ObservationsService],
})
export class ObservationsModule {}
