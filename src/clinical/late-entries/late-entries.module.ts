import { Module } from '@nestjs/common';
import { DosesModule } from '../doses/doses.module.js';
import { EncountersModule } from '../encounters/encounters.module.js';
import { ObservationsModule } from '../observations/observations.module.js';
import { LateEntriesController } from './late-entries.controller.js';
import { LateEntriesQueries } from './late-entries.queries.js';
import { LateEntriesService } from './late-entries.service.js';

/** What was written on paper while the system was down, charted afterwards. */
@Module({
  imports: [EncountersModule, ObservationsModule, DosesModule],
  controllers: [LateEntriesController],
  providers: [LateEntriesService, LateEntriesQueries],
})
export class LateEntriesModule {}
