import { Module } from '@nestjs/common';
import { CareModule } from '../../platform/care/care.module.js';
import { KeysModule } from '../../platform/keys/keys.module.js';
import { SecurityModule } from '../../platform/security/security.module.js';
import { EncountersModule } from '../encounters/encounters.module.js';
import { NotesModule } from '../notes/notes.module.js';
import { ClosingSignature } from './closing-signature.js';
import { ClosingController } from './closing.controller.js';
import { ClosingQueries } from './closing.queries.js';
import { ClosingService } from './closing.service.js';

/** Completeness and closing of records, and how long they are kept. */
@Module({
  imports: [CareModule, EncountersModule, KeysModule, NotesModule, SecurityModule],
  controllers: [ClosingController],
  providers: [ClosingService, ClosingQueries, ClosingSignature],
})
export class ClosingModule {}
