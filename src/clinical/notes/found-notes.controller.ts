import { Controller, Get, Param, ParseUUIDPipe, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { listsOf } from '../../platform/routes/disclosure.js';
import { Route } from '../../platform/routes/route.decorator.js';
import { FoundNotesQuery } from './dto/found-notes.dto.js';
import { FoundNotePage } from './dto/found-notes.response.js';
import { FoundNotesQueries } from './found-notes.queries.js';

@ApiTags('notes')
@Controller('api/v1/patients/:id/notes')
export class FoundNotesController {
  constructor(private readonly found: FoundNotesQueries) {}

  @Get()
  @Route({
    action: 'chart.read',
    discloses: listsOf('note'),
    summary: 'Signed notes of a patient that say something, without regard to accents',
  })
  find(@Param('id', ParseUUIDPipe) patientId: string, @Query() query: FoundNotesQuery): Promise<FoundNotePage> {
    return this.found.find(patientId, query);
  }
}
