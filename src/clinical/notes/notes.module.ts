import { Module } from '@nestjs/common';
import { EncountersModule } from '../encounters/encounters.module.js';
import { KeysModule } from '../../platform/keys/keys.module.js';
import { ReferenceModule } from '../../platform/reference/reference.module.js';
import { SecurityModule } from '../../platform/security/security.module.js';
import { FoundNotesController } from './found-notes.controller.js';
import { FoundNotesQueries } from './found-notes.queries.js';
import { NoteVerification } from './note-verification.js';
import { PatientSigningController } from './patient-signing.controller.js';
import { PatientSigningService } from './patient-signing.service.js';
import { SignatureProofs } from './signature-proofs.queries.js';
import { Signatures } from './signatures.js';
import { SigningController } from './signing.controller.js';
import { SigningService } from './signing.service.js';
import { OwnNotesController } from './own-notes.controller.js';
import { OwnNotesQueries } from './own-notes.queries.js';
import { RefusedTexts } from './refused-texts.js';
import { TasksModule } from '../tasks/tasks.module.js';
import { TemplatesController } from './templates.controller.js';
import { NotesController } from './notes.controller.js';
import { NotesQueries } from './notes.queries.js';
import { NotesService } from './notes.service.js';
import { LoadedTemplates } from './templates/loaded-templates.js';

@Module({
  imports: [EncountersModule, KeysModule, ReferenceModule, SecurityModule, TasksModule],
  controllers: [
    TemplatesController,
    OwnNotesController,
    SigningController,
    PatientSigningController,
    FoundNotesController,
    NotesController,
  ],
  providers: [
    LoadedTemplates,
    NotesService,
    NotesQueries,
    OwnNotesQueries,
    FoundNotesQueries,
    RefusedTexts,
    SigningService,
    PatientSigningService,
    Signatures,
    NoteVerification,
    SignatureProofs,
  ],
  exports: [NotesService, SignatureProofs],
})
export class NotesModule {}
