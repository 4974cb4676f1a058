import { Body, Controller, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { careProblems } from '../../platform/care/care.errors.js';
import { writes } from '../../platform/routes/disclosure.js';
import { IfMatch } from '../../platform/routes/entity-tag.js';
import { Route } from '../../platform/routes/route.decorator.js';
import { ofEncounter } from '../encounters/encounter.mapper.js';
import { EncounterResponse } from '../encounters/dto/encounter.response.js';
import { encounterProblems } from '../encounters/encounters.errors.js';
import { historyProblems } from '../history/history.errors.js';
import { VisitDto } from './dto/visit.dto.js';
import { VisitResponse } from './dto/visit.response.js';
import { visitProblems } from './visits.errors.js';
import { VisitsService } from './visits.service.js';

const theirs = ({ noteId, patientId, encounterId }: VisitResponse) => ({ patientId, encounterId, entityId: noteId });
const { encounterNotFound, encounterClosed, triageNotMeant } = encounterProblems;

@ApiTags('encounters')
@Controller('api/v1/encounters/:id')
export class VisitsController {
  constructor(private readonly visits: VisitsService) {}

  @Post('visit')
  @Route({
    action: 'visit.write',
    discloses: writes('note', theirs),
    creates: true,
    summary: 'Write what was found at a visit: a note to sign, the diagnosis, and when the patient comes again',
    description:
      'All of it or nothing. The note is a draft of its author and is signed as every note is; the patient counts as seen. A second click finds the note there.',
    problems: [
      encounterNotFound,
      encounterClosed,
      triageNotMeant,
      visitProblems.visitNoted,
      historyProblems.diagnosisImprobable,
      careProblems.stayOfAnotherWard,
    ],
  })
  write(@Param('id', ParseUUIDPipe) id: string, @Body() input: VisitDto): Promise<VisitResponse> {
    return this.visits.write(id, input);
  }

  @Post('seen/cancel')
  @Route({
    action: 'visit.write',
    discloses: writes('encounter', ofEncounter),
    versioned: true,
    summary: 'Put who was called in and did not come, or was called by mistake, back among those who wait',
    problems: [
      encounterNotFound,
      encounterClosed,
      triageNotMeant,
      visitProblems.notSeen,
      visitProblems.visitNoted,
      careProblems.stayOfAnotherWard,
    ],
  })
  backToWaiting(@Param('id', ParseUUIDPipe) id: string, @IfMatch() version: number): Promise<EncounterResponse> {
    return this.visits.backToWaiting(id, version);
  }
}
