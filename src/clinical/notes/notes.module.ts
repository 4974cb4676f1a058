import { Module } from '@nestjs/common';
import { EncountersModule } from '../encounters/encounters.module.js';
import { NotesController } from './notes.controller.js';
import { NotesQueries } from './notes.queries.js';
import { NotesService } from './notes.service.js';

@Module({
  imports: [EncountersModule],
  controllers: [NotesController],
  providers: [NotesService, NotesQueries],
})
export class NotesModule {}
