import { Controller, Get, Param, ParseUUIDPipe, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { archivedProblems } from './archived/archived.errors.js';
import { Route } from '../routes/route.decorator.js';
import { AuditQueries } from './questions/audit.queries.js';
import { AuditEventsQuery } from './dto/audit-events.dto.js';
import { AuditEventPage, AuditEventResponse } from './dto/audit-event.response.js';
import { eventRead, eventsListed } from './audit.disclosure.js';

@ApiTags('audit')
@Controller('api/v1/audit')
export class AuditController {
  constructor(private readonly queries: AuditQueries) {}

  @Get('events')
  @Route({
    action: 'audit.read',
    discloses: eventsListed,
    summary: 'Search the audit trail, newest first',
    description:
      'Patient, encounter, record, person, terminal, address, request, rare kinds and purposes other than treatment are found at once, however long the trail. Any other condition is checked on what those find, on at most some five thousand events a page: a page may be short, even empty, while `next` leads on. `searchedTo` says how far back it looked; only when `next` is null was everything searched. Archived months are searched for a patient, record, encounter or person where their files are at hand; `notCovered` names the others.',
  })
  events(@Query() query: AuditEventsQuery): Promise<AuditEventPage> {
    return this.queries.events(query);
  }

  @Get('events/:id')
  @Route({
    action: 'audit.read',
    discloses: eventRead,
    summary: 'One event of the trail',
    problems: [archivedProblems.archiveNotAtHand],
  })
  event(@Param('id', ParseUUIDPipe) id: string): Promise<AuditEventResponse> {
    return this.queries.event(id);
  }
}
