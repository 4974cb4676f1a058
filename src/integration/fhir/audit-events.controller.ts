import { Controller, Get, Headers, Param, Query, UseInterceptors } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Route } from '../../platform/routes/route.decorator.js';
import { AuditEventsService } from './audit-events.service.js';
import { BaseUrl } from './base-url.js';
import { answersFhir, disclosesFhir, type FhirAnswer } from './fhir-answer.js';
import { fhirProblems } from './fhir.errors.js';
import { FhirInterceptor } from './fhir.interceptor.js';
import { AUDIT_EVENTS } from './search/audit-event.search.js';
import type { Query as SearchQuery } from './search/search-request.js';

/** Not every event is about a patient, so that one event too is recorded as a list of those it names. */
const eventsShown = disclosesFhir('list', 'audit_event');

/** The audit trail as other systems read it. */
@ApiTags('fhir')
@Controller('fhir/R4/AuditEvent')
@UseInterceptors(FhirInterceptor)
export class AuditEventsController {
  constructor(private readonly events: AuditEventsService) {}

  @Get(':id')
  @Route({
    action: 'audit.read',
    discloses: eventsShown,
    summary: 'One AuditEvent: an event of the trail after IHE BALP, or that of one patient a list showed',
    answer: answersFhir('AuditEvent'),
    problems: [fhirProblems.resourceNotFound],
  })
  read(@Param('id') id: string): Promise<FhirAnswer> {
    return this.events.read(id);
  }

  @Get()
  @Route({
    action: 'audit.read',
    discloses: eventsShown,
    summary: `Search AuditEvent by ${Object.keys(AUDIT_EVENTS.parameters).join(', ')}`,
    description:
      'Newest first. A page looks at some ten thousand events at most and may be short, even empty, while its next link leads on.',
    answer: answersFhir('Bundle'),
    problems: [fhirProblems.notImportable],
  })
  search(
    @Query() query: SearchQuery,
    @Headers('prefer') prefer: string | undefined,
    @BaseUrl() base: string,
  ): Promise<FhirAnswer> {
    return this.events.search(query, prefer, base);
  }
}
