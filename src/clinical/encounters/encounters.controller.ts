import { Body, Controller, Get, Param, ParseUUIDPipe, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { lists, reads, writes } from '../../platform/routes/disclosure.js';
import { careProblems } from '../../platform/care/care.errors.js';
import { IfMatch } from '../../platform/routes/entity-tag.js';
import { Route } from '../../platform/routes/route.decorator.js';
import { patientProblems } from '../patients/patients.errors.js';
import { wardProblems } from '../../hospital/wards/wards.errors.js';
import { ofEncounter } from './encounter.mapper.js';
import {
  AdmitDto,
  CancelEncounterDto,
  CancelTransferDto,
  EncountersQuery,
  SwapBedsDto,
  TransferDto,
  UpdateEncounterDto,
} from './dto/encounter.dto.js';
import { EncounterHistoryResponse, EncounterPage, EncounterResponse } from './dto/encounter.response.js';
import { encounterProblems } from './encounters.errors.js';
import { EncountersQueries } from './encounters.queries.js';
import { EncountersService } from './encounters.service.js';
import { SwapBedsService } from './swap-beds.service.js';
import { TakeTransferBackService } from './take-transfer-back.service.js';

const { encounterNotFound, encounterClosed, bedOccupied, patientInBed } = encounterProblems;
const { placeClosed } = wardProblems;

@ApiTags('encounters')
@Controller('api/v1/encounters')
export class EncountersController {
  constructor(
    private readonly encounters: EncountersService,
    private readonly transfers: TakeTransferBackService,
    private readonly swaps: SwapBedsService,
    private readonly queries: EncountersQueries,
  ) {}

  @Post()
  @Route({
    action: 'encounter.admit',
    scope: 'admission',
    discloses: writes('encounter', ofEncounter),
    creates: true,
    summary: 'Admit a patient to a ward, and to a bed when one is named',
    description:
      'A clinician who admits a patient of another ward without a tie leaves a case for the privacy officer, and a confidential record takes a reason before.',
    problems: [
      careProblems.noCareRelationship,
      careProblems.admissionNeedsReason,
      patientProblems.patientNotFound,
      patientProblems.patientDeceased,
      encounterProblems.patientAdmitted,
      encounterProblems.stayOverlaps,
      patientInBed,
      bedOccupied,
      placeClosed,
      wardProblems.bedReserved,
      wardProblems.bedNotReady,
    ],
  })
  admit(@Body() input: AdmitDto): Promise<EncounterResponse> {
    return this.encounters.admit(input);
  }

  @Get()
  @Route({
    action: 'encounter.read',
    scope: 'mine',
    discloses: lists('encounter', ofEncounter),
    summary: 'Encounters of a ward or a patient, the latest begun first',
  })
  list(@Query() query: EncountersQuery): Promise<EncounterPage> {
    return this.queries.list(query);
  }

  @Get(':id')
  @Route({
    action: 'encounter.read',
    discloses: reads('encounter', ofEncounter),
    decides: 'inline',
    summary: 'One encounter',
    problems: [encounterNotFound],
  })
  get(@Param('id', ParseUUIDPipe) id: string): Promise<EncounterResponse> {
    return this.queries.get(id);
  }

  @Patch(':id')
  @Route({
    action: 'encounter.admit',
    discloses: writes('encounter', ofEncounter),
    versioned: true,
    summary: 'Correct the reason for admission (merge patch)',
    problems: [encounterNotFound, encounterClosed, careProblems.stayOfAnotherWard],
  })
  update(
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() input: UpdateEncounterDto,
  ): Promise<EncounterResponse> {
    return this.encounters.update(id, version, input);
  }

  @Post(':id/transfer')
  @Route({
    action: 'encounter.transfer',
    discloses: writes('encounter', ofEncounter),
    versioned: true,
    summary: 'Move the patient to another ward or bed; an emergency that comes to an inpatient ward becomes inpatient',
    problems: [
      encounterNotFound,
      encounterClosed,
      encounterProblems.afterDeath,
      encounterProblems.encounterElsewhere,
      careProblems.stayOfAnotherWard,
      encounterProblems.alreadyThere,
      encounterProblems.classChangeRefused,
      encounterProblems.onLeave,
      bedOccupied,
      placeClosed,
      wardProblems.bedReserved,
      wardProblems.bedNotReady,
    ],
  })
  transfer(
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() input: TransferDto,
  ): Promise<EncounterResponse> {
    return this.encounters.transfer(id, version, input);
  }

  @Post(':id/swap')
  @Route({
    action: 'encounter.transfer',
    discloses: writes('encounter', ofEncounter),
    versioned: true,
    summary: 'Two patients change beds, at one moment',
    description:
      'Of two wards, each is transferred to the ward of the other, by who may transfer both: of both wards, or of one with a relation to the patient whom they fetch.',
    problems: [
      encounterNotFound,
      encounterClosed,
      encounterProblems.afterDeath,
      careProblems.stayOfAnotherWard,
      encounterProblems.onLeave,
    ],
  })
  swap(
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() input: SwapBedsDto,
  ): Promise<EncounterResponse> {
    return this.swaps.swap(id, version, input);
  }

  @Post(':id/transfer/cancel')
  @Route({
    action: 'encounter.transfer',
    discloses: writes('encounter', ofEncounter),
    versioned: true,
    summary:
      'Take back the last transfer, within 24 hours; the patient is where they were before, in the bed if it is free',
    problems: [
      encounterNotFound,
      encounterClosed,
      encounterProblems.transferNotFound,
      encounterProblems.transferTooOld,
      careProblems.stayOfAnotherWard,
      encounterProblems.onLeave,
      bedOccupied,
      placeClosed,
      wardProblems.bedReserved,
    ],
  })
  takeTransferBack(
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() input: CancelTransferDto,
  ): Promise<EncounterResponse> {
    return this.transfers.takeBack(id, version, input);
  }

  @Post(':id/cancel')
  @Route({
    action: 'encounter.admit',
    discloses: writes('encounter', ofEncounter),
    versioned: true,
    summary: 'Take back an encounter begun by mistake, before anything is charted in it that was not entered in error',
    problems: [encounterNotFound, encounterClosed, encounterProblems.encounterCharted, careProblems.stayOfAnotherWard],
  })
  cancel(
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() input: CancelEncounterDto,
  ): Promise<EncounterResponse> {
    return this.encounters.cancel(id, version, input);
  }

  @Get(':id/history')
  @Route({
    action: 'encounter.read',
    discloses: reads('encounter', ofEncounter),
    summary: 'Where the patient was, and who changed the encounter when',
    problems: [encounterNotFound],
  })
  history(@Param('id', ParseUUIDPipe) id: string): Promise<EncounterHistoryResponse> {
    return this.queries.historyOf(id);
  }
}
