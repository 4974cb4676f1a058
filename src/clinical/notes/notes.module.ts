import { Module } from '@nestjs/common';
import { EncountersModule } from '../encounters/encounters.module.js';
import { OwnNotesController } from './own-notes.controller.js';
import { OwnNotesQueries } from './own-notes.queries.js';
import { RefusedTexts } from './refused-texts.js';
import { TemplatesController } from './templates.controller.js';
import { NotesController } from './notes.controller.js';
import { NotesQueries } from './notes.queries.js';
import { NotesService } from './notes.service.js';

@Module({
  imports: [EncountersModule],
  controllers: [TemplatesController, OwnNotesController, NotesController],
  providers: [NotesService, NotesQueries, OwnNotesQueries, RefusedTexts],
  exports: [NotesService],
})
export class NotesModule {}
