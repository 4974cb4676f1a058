import { Body, Controller, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { writes } from '../../platform/routes/disclosure.js';
import { Route } from '../../platform/routes/route.decorator.js';
import { ASKED_TO_SIGN } from '../../platform/security/security.errors.js';
import { NoteResponse } from './dto/note.response.js';
import { PatientSignatureDto } from './dto/patient-signature.dto.js';
import { noteProblems } from './notes.errors.js';
import { PatientSigningService } from './patient-signing.service.js';

@ApiTags('notes')
@Controller('api/v1/notes')
export class PatientSigningController {
  constructor(private readonly signing: PatientSigningService) {}

  @Post(':id/patient-signatures')
  @Route({
    action: 'note.sign',
    discloses: writes('note', ({ id, patientId, encounterId }: NoteResponse) => ({
      patientId,
      encounterId,
      entityId: id,
    })),
    creates: true,
    summary: 'The patient, or who stands in for them, signs a note: drawn, or confirmed before a witness',
    problems: [noteProblems.noteNotFound, noteProblems.noteNotSigned, noteProblems.noteInError, ...ASKED_TO_SIGN],
  })
  sign(@Param('id', ParseUUIDPipe) id: string, @Body() input: PatientSignatureDto): Promise<NoteResponse> {
    return this.signing.sign(id, input);
  }
}
