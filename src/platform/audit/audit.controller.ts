import { Controller, Get, Param, ParseUUIDPipe, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
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
      'A page looks at some ten thousand events at most and may be short, even empty, while `next` leads on: follow it until it is null.',
  })
  events(@Query() query: AuditEventsQuery): Promise<AuditEventPage> {
    return this.queries.events(query);
  }

  @Get('events/:id')
  @Route({ action: 'audit.read', discloses: eventRead, summary: 'One event of the trail' })
  event(@Param('id', ParseUUIDPipe) id: string): Promise<AuditEventResponse> {
    return this.queries.event(id);
  }
}
