import { Body, Controller, Get, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { reads, writes, type Shown } from '../../platform/routes/disclosure.js';
import { IfMatch } from '../../platform/routes/entity-tag.js';
import { Route } from '../../platform/routes/route.decorator.js';
import { ASKED_TO_SIGN } from '../../platform/security/security.errors.js';
import { NoteResponse } from './dto/note.response.js';
import { SignedAddendumDto, SignNoteDto, TakeOverDto } from './dto/sign-note.dto.js';
import { SignedNoteFile } from './dto/signed-note.response.js';
import { NoteVerificationResponse } from './dto/verification.response.js';
import { NoteVerification } from './note-verification.js';
import { noteProblems } from './notes.errors.js';
import { SigningService } from './signing.service.js';

const theirs = ({ id, patientId, encounterId }: { id: string; patientId: string; encounterId: string }): Shown => ({
  patientId,
  encounterId,
  entityId: id,
});
const { noteNotFound, noteSigned, noteNotSigned, noteInError, noteEmpty, notTheAuthor } = noteProblems;

@ApiTags('notes')
@Controller('api/v1/notes')
export class SigningController {
  constructor(
    private readonly signing: SigningService,
    private readonly verification: NoteVerification,
  ) {}

  @Post(':id/sign')
  @Route({
    action: 'note.sign',
    discloses: writes('note', theirs),
    versioned: true,
    summary: 'Sign a note; it cannot change afterwards',
    description:
      'What a trainee signs waits for a doctor. SIGNATURE_ASKS says whether password, PIN or badge must be shown.',
    problems: [
      noteNotFound,
      notTheAuthor,
      noteSigned,
      noteInError,
      noteEmpty,
      noteProblems.sectionsMissing,
      noteProblems.momentsOutOfOrder,
      noteProblems.noteContradicts,
      ...ASKED_TO_SIGN,
    ],
  })
  sign(
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() shown: SignNoteDto,
  ): Promise<NoteResponse> {
    return this.signing.sign(id, version, shown);
  }

  @Post(':id/cosign')
  @Route({
    action: 'note.cosign',
    discloses: writes('note', theirs),
    versioned: true,
    summary: 'Confirm a note that a trainee signed, or stand by what a colleague signed',
    problems: [noteNotFound, noteNotSigned, noteInError, noteProblems.cosignedAlready, ...ASKED_TO_SIGN],
  })
  cosign(
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() shown: SignNoteDto,
  ): Promise<NoteResponse> {
    return this.signing.cosign(id, version, shown);
  }

  @Post(':id/addenda')
  @Route({
    action: 'note.sign',
    discloses: writes('note', theirs),
    creates: true,
    summary: 'Add to a signed note; signed at once',
    problems: [noteNotFound, noteNotSigned, noteInError, noteEmpty, noteProblems.noteTypeNotYours, ...ASKED_TO_SIGN],
  })
  addAddendum(@Param('id', ParseUUIDPipe) id: string, @Body() input: SignedAddendumDto): Promise<NoteResponse> {
    return this.signing.addAddendum(id, input);
  }

  @Post(':id/take-over')
  @Route({
    action: 'note.sign',
    discloses: writes('note', theirs),
    creates: true,
    summary: 'Take over what a handover says, by saying it back; signed at once',
    description: 'Once for each handover, and by somebody else than its author.',
    problems: [
      noteNotFound,
      noteNotSigned,
      noteInError,
      noteEmpty,
      noteProblems.noteTypeNotYours,
      noteProblems.noHandover,
      noteProblems.ownHandover,
      noteProblems.handoverTaken,
      ...ASKED_TO_SIGN,
    ],
  })
  takeOver(@Param('id', ParseUUIDPipe) id: string, @Body() input: TakeOverDto): Promise<NoteResponse> {
    return this.signing.takeOver(id, input);
  }

  @Get(':id/verify')
  @Route({
    action: 'chart.read',
    discloses: reads('note', theirs),
    summary: 'Whether a signed note is still what was signed',
    problems: [noteNotFound, noteNotSigned],
  })
  verify(@Param('id', ParseUUIDPipe) id: string): Promise<NoteVerificationResponse> {
    return this.verification.verify(id);
  }

  @Get(':id/signed')
  @Route({
    action: 'chart.read',
    discloses: reads('note', theirs),
    summary: 'A signed note with all that is needed to verify it without the service',
    problems: [noteNotFound, noteNotSigned, noteInError],
  })
  signed(@Param('id', ParseUUIDPipe) id: string): Promise<SignedNoteFile> {
    return this.verification.file(id);
  }
}
