import { Module } from '@nestjs/common';
import { CareModule } from '../../platform/care/care.module.js';
import { EncountersModule } from '../encounters/encounters.module.js';
import { HistoryModule } from '../history/history.module.js';
import { NotesModule } from '../notes/notes.module.js';
import { VisitsController } from './visits.controller.js';
import { VisitsService } from './visits.service.js';

/** What a doctor writes of a visit, in one request. */
@Module({
  imports: [CareModule, EncountersModule, HistoryModule, NotesModule],
  controllers: [VisitsController],
  providers: [VisitsService],
})
export class VisitsModule {}
