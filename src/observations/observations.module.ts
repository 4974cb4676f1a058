import { Module } from '@nestjs/common';
import { EncountersModule } from '../encounters/encounters.module.js';
import { ObservationsService } from './observations.service.js';
import { VitalsController } from './vitals.controller.js';
import { VitalsQueries } from './vitals.queries.js';
import { VitalsService } from './vitals.service.js';

@Module({
  imports: [EncountersModule],
  controllers: [VitalsController],
  providers: [ObservationsService, VitalsService, VitalsQueries],
  exports: [ObservationsService],
})
export class ObservationsModule {}
