import { Controller, Get, Param, ParseUUIDPipe, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { lists } from '../../platform/routes/disclosure.js';
import { PageQuery } from '../../platform/routes/pagination.js';
import { Route } from '../../platform/routes/route.decorator.js';
import { HandoverPage, type HandoverRowResponse } from './dto/handover.response.js';
import { HandoverQueries } from './handover.queries.js';

@ApiTags('wards')
@Controller('api/v1/wards/:id/handover')
export class HandoverController {
  constructor(private readonly handovers: HandoverQueries) {}

  @Get()
  @Route({
    action: 'note.write',
    scope: 'ward',
    discloses: lists('note', ({ patientId, encounterId }: HandoverRowResponse) => ({ patientId, encounterId })),
    summary: 'Who is in the ward, and what was said of each when they were last handed over (SBAR)',
  })
  read(@Param('id', ParseUUIDPipe) id: string, @Query() query: PageQuery): Promise<HandoverPage> {
    return this.handovers.handover(id, query);
  }
}
