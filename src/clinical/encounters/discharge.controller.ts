import { Body, Controller, Get, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { careProblems } from '../../platform/care/care.errors.js';
import { listsOf, writes } from '../../platform/routes/disclosure.js';
import { IfMatch } from '../../platform/routes/entity-tag.js';
import { Route } from '../../platform/routes/route.decorator.js';
import { patientProblems } from '../patients/patients.errors.js';
import { ofEncounter } from './encounter.mapper.js';
import { DischargeService } from './discharge.service.js';
import { CorrectDischargeDto, DischargeDto, ReopenDto } from './dto/discharge.dto.js';
import { OpenItemsResponse } from './dto/discharge.response.js';
import { EncounterResponse, ReopenedResponse } from './dto/encounter.response.js';
import { encounterProblems } from './encounters.errors.js';
import { ReopenService } from './reopen.service.js';

const { encounterNotFound, encounterClosed, bedOccupied } = encounterProblems;

@ApiTags('encounters')
@Controller('api/v1/encounters')
export class DischargeController {
  constructor(
    private readonly discharges: DischargeService,
    private readonly reopening: ReopenService,
  ) {}

  @Get(':id/open-items')
  @Route({
    action: 'chart.read',
    discloses: listsOf('encounter'),
    summary: 'What a discharge would ask about',
    problems: [encounterNotFound],
  })
  openItems(@Param('id', ParseUUIDPipe) id: string): Promise<OpenItemsResponse> {
    return this.discharges.openItems(id);
  }

  @Post(':id/discharge')
  @Route({
    action: 'encounter.discharge',
    discloses: writes('encounter', ofEncounter),
    versioned: true,
    summary: 'Discharge the patient; the bed is free',
    description:
      'What is unfinished is answered as discharge-open-items with its items; each is settled, or named in passedOver, by itself or by its kind, with a reason.',
    problems: [
      encounterNotFound,
      encounterClosed,
      encounterProblems.dischargeOpenItems,
      careProblems.stayOfAnotherWard,
    ],
  })
  discharge(
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() input: DischargeDto,
  ): Promise<EncounterResponse> {
    return this.discharges.discharge(id, version, input);
  }

  @Post(':id/discharge/correct')
  @Route({
    action: 'encounter.reopen',
    discloses: writes('encounter', ofEncounter),
    versioned: true,
    summary: 'Correct how the patient left; a death that only the discharge told is taken back with it',
    problems: [
      encounterNotFound,
      encounterProblems.encounterNotFinished,
      encounterProblems.recordClosed,
      encounterProblems.reopenTooLate,
      encounterProblems.encounterElsewhere,
      careProblems.stayOfAnotherWard,
    ],
  })
  correct(
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() input: CorrectDischargeDto,
  ): Promise<EncounterResponse> {
    return this.discharges.correct(id, version, input);
  }

  @Post(':id/reopen')
  @Route({
    action: 'encounter.reopen',
    discloses: writes('encounter', ofEncounter),
    versioned: true,
    summary: 'Take back a discharge; the bed is given back when it is free',
    description:
      'A doctor of the ward may for some time (REOPEN_HOURS), a records officer later too. A death that the discharge recorded is taken back with it; a bed that is taken meanwhile is named.',
    problems: [
      encounterNotFound,
      encounterProblems.encounterNotFinished,
      encounterProblems.recordClosed,
      encounterProblems.reopenTooLate,
      encounterProblems.encounterElsewhere,
      encounterProblems.patientAdmitted,
      bedOccupied,
      patientProblems.patientDeceased,
      careProblems.stayOfAnotherWard,
    ],
  })
  reopen(
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() input: ReopenDto,
  ): Promise<ReopenedResponse> {
    return this.reopening.reopen(id, version, input);
  }
}
