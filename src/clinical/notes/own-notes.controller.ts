import { Controller, Get, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { lists, listsOf } from '../../platform/routes/disclosure.js';
import { PageQuery } from '../../platform/routes/pagination.js';
import { Route } from '../../platform/routes/route.decorator.js';
import { OwnNotePage, type OwnNoteResponse } from './dto/own-note.response.js';
import { RefusedTextList } from './dto/refused-text.response.js';
import { noteProblems } from './notes.errors.js';
import { OwnNotesQueries } from './own-notes.queries.js';
import { RefusedTexts } from './refused-texts.js';

const theirs = ({ id, patientId, encounterId }: OwnNoteResponse) => ({ patientId, encounterId, entityId: id });

/** What waits for whoever asks: drafts, and texts that could not be saved. */
@ApiTags('notes')
@Controller('api/v1/notes')
export class OwnNotesController {
  constructor(
    private readonly own: OwnNotesQueries,
    private readonly refused: RefusedTexts,
  ) {}

  @Get('mine')
  @Route({
    action: 'note.write',
    scope: 'mine',
    discloses: lists('note', theirs),
    summary: 'My drafts, the latest saved first',
  })
  mine(@Query() query: PageQuery): Promise<OwnNotePage> {
    return this.own.drafts(query);
  }

  @Get('awaiting-cosignature')
  @Route({
    action: 'note.cosign',
    scope: 'mine',
    discloses: lists('note', theirs),
    summary: 'Notes that trainees signed and a doctor has to confirm, what waits longest first',
  })
  awaitingCosignature(@Query() query: PageQuery): Promise<OwnNotePage> {
    return this.own.awaitingCosignature(query);
  }

  @Get(':id/refused-texts')
  @Route({
    action: 'note.write',
    discloses: listsOf('note_refused_text'),
    summary: 'What I wrote in this note and could not save, beside what it says now',
    problems: [noteProblems.noteNotFound],
  })
  refusedTexts(@Param('id', ParseUUIDPipe) id: string): Promise<RefusedTextList> {
    return this.refused.ofNote(id);
  }

  @Post(':id/refused-texts/:textId/discard')
  @Route({
    action: 'note.write',
    discloses: 'nothing',
    status: 204,
    summary: 'Put away a text of mine that could not be saved',
    problems: [noteProblems.refusedTextNotFound],
  })
  discard(@Param('id', ParseUUIDPipe) id: string, @Param('textId', ParseUUIDPipe) textId: string): Promise<void> {
    return this.refused.discard(id, textId);
  }
}
