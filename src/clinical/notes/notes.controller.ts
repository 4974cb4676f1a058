import { Body, Controller, Get, Param, ParseUUIDPipe, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { listsOf, reads, writes } from '../../platform/routes/disclosure.js';
import { encounterProblems } from '../encounters/encounters.errors.js';
import { IfMatch } from '../../platform/routes/entity-tag.js';
import { PageQuery } from '../../platform/routes/pagination.js';
import { Route } from '../../platform/routes/route.decorator.js';
import { DraftNoteDto, MarkNoteInErrorDto, NoteTextDto } from './dto/note.dto.js';
import { NotePage, NoteResponse, NoteVersionPage } from './dto/note.response.js';
import { noteProblems } from './notes.errors.js';
import { NotesQueries } from './notes.queries.js';
import { NotesService } from './notes.service.js';

const theirs = ({ id, patientId, encounterId }: { id: string; patientId: string; encounterId: string }) => ({
  patientId,
  encounterId,
  entityId: id,
});
const { noteNotFound, noteSigned, noteInError, notTheAuthor } = noteProblems;

@ApiTags('notes')
@Controller('api/v1')
export class NotesController {
  constructor(
    private readonly notes: NotesService,
    private readonly queries: NotesQueries,
  ) {}

  @Post('encounters/:id/notes')
  @Route({
    action: 'note.write',
    discloses: writes('note', theirs),
    creates: true,
    summary: 'Draft a note',
    problems: [
      encounterProblems.encounterNotFound,
      encounterProblems.encounterClosed,
      noteProblems.noteTypeNotYours,
      noteProblems.templateUnknown,
    ],
  })
  draft(@Param('id', ParseUUIDPipe) encounterId: string, @Body() input: DraftNoteDto): Promise<NoteResponse> {
    return this.notes.draft(encounterId, input);
  }

  @Get('encounters/:id/notes')
  @Route({
    action: 'chart.read',
    discloses: listsOf('note'),
    summary: 'Notes and addenda of an encounter, the latest first',
    problems: [encounterProblems.encounterNotFound],
  })
  list(@Param('id', ParseUUIDPipe) encounterId: string, @Query() query: PageQuery): Promise<NotePage> {
    return this.queries.ofEncounter(encounterId, query);
  }

  @Get('notes/:id')
  @Route({
    action: 'chart.read',
    discloses: reads('note', theirs),
    decides: 'inline',
    summary: 'One note with its addenda',
    problems: [noteNotFound],
  })
  get(@Param('id', ParseUUIDPipe) id: string): Promise<NoteResponse> {
    return this.queries.get(id);
  }

  @Patch('notes/:id')
  @Route({
    action: 'note.write',
    discloses: writes('note', theirs),
    versioned: true,
    summary: 'Save the sections named of a draft; every text saved is kept',
    problems: [noteNotFound, notTheAuthor, noteSigned, noteInError],
  })
  update(
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() input: NoteTextDto,
  ): Promise<NoteResponse> {
    return this.notes.update(id, version, input);
  }

  @Post('notes/:id/mark-in-error')
  @Route({
    action: 'note.sign',
    discloses: writes('note', theirs),
    versioned: true,
    summary: 'Mark a note as entered in error; it stays readable',
    problems: [noteNotFound, notTheAuthor, noteInError],
  })
  markInError(
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() { reason }: MarkNoteInErrorDto,
  ): Promise<NoteResponse> {
    return this.notes.markInError(id, version, reason);
  }

  @Get('notes/:id/versions')
  @Route({
    action: 'chart.read',
    discloses: reads('note', theirs),
    summary: 'Every text of a note that was saved, the latest first',
    problems: [noteNotFound],
  })
  versions(@Param('id', ParseUUIDPipe) id: string, @Query() query: PageQuery): Promise<NoteVersionPage> {
    return this.queries.versions(id, query);
  }
}
