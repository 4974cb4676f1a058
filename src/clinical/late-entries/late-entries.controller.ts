import { Body, Controller, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { writes } from '../../platform/routes/disclosure.js';
import { Route } from '../../platform/routes/route.decorator.js';
import { doseProblems } from '../doses/doses.errors.js';
import { encounterProblems } from '../encounters/encounters.errors.js';
import { observationProblems } from '../observations/observations.errors.js';
import { LateEntriesDto } from './dto/late-entries.dto.js';
import { LateEntriesResponse } from './dto/late-entries.response.js';
import { LateEntriesService } from './late-entries.service.js';

const { encounterNotFound, encounterClosed, lateEntryNotYours } = encounterProblems;

@ApiTags('observations')
@Controller('api/v1')
export class LateEntriesController {
  constructor(private readonly entries: LateEntriesService) {}

  @Post('encounters/:id/late-entries')
  @Route({
    action: 'vitals.write',
    discloses: writes('encounter', ({ patientId, encounterId }: LateEntriesResponse) => ({ patientId, encounterId })),
    creates: true,
    summary:
      'Chart what was written on paper for one patient: vital signs, fluids, wounds and drains, assessments, doses; all or none',
    description:
      'Each entry says when it was; `reason` says for all of them why it is charted only now. A refusal names the entry.',
    problems: [
      encounterNotFound,
      encounterClosed,
      lateEntryNotYours,
      observationProblems.confirmationNeeded,
      ...Object.values(doseProblems),
    ],
  })
  chart(@Param('id', ParseUUIDPipe) id: string, @Body() input: LateEntriesDto): Promise<LateEntriesResponse> {
    return this.entries.chart(id, input);
  }
}
