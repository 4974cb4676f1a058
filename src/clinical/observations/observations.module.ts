import { Module } from '@nestjs/common';
import { CareModule } from '../../platform/care/care.module.js';
import { EncountersModule } from '../encounters/encounters.module.js';
import { PatientsModule } from '../patients/patients.module.js';
import { ObservationsController } from './observations.controller.js';
import { ObservationsQueries } from './observations.queries.js';
import { ObservationsService } from './observations.service.js';
import { SettingsController } from './settings/settings.controller.js';
import { SettingsQueries } from './settings/settings.queries.js';
import { SettingsService } from './settings/settings.service.js';
import { VitalsController } from './vitals.controller.js';
import { VitalsQueries } from './vitals.queries.js';
import { VitalsService } from './vitals.service.js';

@Module({
  imports: [CareModule, EncountersModule, PatientsModule],
  controllers: [VitalsController, SettingsController, ObservationsController],
  providers: [ObservationsService, ObservationsQueries, VitalsService, VitalsQueries, SettingsService, SettingsQueries],
  exports: [ObservationsService],
})
export class ObservationsModule {}
