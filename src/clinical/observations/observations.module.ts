import { Module } from '@nestjs/common';
import { CareModule } from '../../platform/care/care.module.js';
import { EncountersModule } from '../encounters/encounters.module.js';
import { HistoryModule } from '../history/history.module.js';
import { PatientsModule } from '../patients/patients.module.js';
import { ReferenceModule } from '../../platform/reference/reference.module.js';
import { TasksModule } from '../tasks/tasks.module.js';
import { BedsideEncounters } from './bedside/bedside-encounters.js';
import { BedsideController } from './bedside/bedside.controller.js';
import { BedsideQueries } from './bedside/bedside.queries.js';
import { BedsideService } from './bedside/bedside.service.js';
import { EscalationsService } from './bedside/escalations.service.js';
import { FluidsController } from './bedside/fluids.controller.js';
import { FluidsQueries } from './bedside/fluids.queries.js';
import { FluidsService } from './bedside/fluids.service.js';
import { LoadedLimits } from './limits/loaded-limits.js';
import { ObservationsController } from './observations.controller.js';
import { ObservationsQueries } from './observations.queries.js';
import { ObservationsService } from './observations.service.js';
import { OverdueVitals } from './overdue-vitals.js';
import { SettingsController } from './settings/settings.controller.js';
import { SettingsQueries } from './settings/settings.queries.js';
import { SettingsService } from './settings/settings.service.js';
import { VitalsController } from './vitals.controller.js';
import { VitalsQueries } from './vitals.queries.js';
import { VitalsService } from './vitals.service.js';

@Module({
  imports: [CareModule, EncountersModule, HistoryModule, PatientsModule, ReferenceModule, TasksModule],
  controllers: [VitalsController, SettingsController, FluidsController, BedsideController, ObservationsController],
  providers: [
    ObservationsService,
    ObservationsQueries,
    VitalsService,
    VitalsQueries,
    SettingsService,
    SettingsQueries,
    FluidsService,
    FluidsQueries,
    BedsideService,
    BedsideQueries,
    BedsideEncounters,
    EscalationsService,
    OverdueVitals,
    LoadedLimits,
  ],
  exports: [ObservationsService, VitalsService, FluidsService, BedsideService],
})
export class ObservationsModule {}
