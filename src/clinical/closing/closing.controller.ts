import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { careProblems } from '../../platform/care/care.errors.js';
import { listsOf, reads, writes } from '../../platform/routes/disclosure.js';
import { IfMatch } from '../../platform/routes/entity-tag.js';
import { Route } from '../../platform/routes/route.decorator.js';
import { ASKED_TO_SIGN } from '../../platform/security/security.errors.js';
import { ofEncounter } from '../encounters/encounter.mapper.js';
import { EncounterResponse } from '../encounters/dto/encounter.response.js';
import { encounterProblems } from '../encounters/encounters.errors.js';
import { closingProblems } from './closing.errors.js';
import { ClosingService } from './closing.service.js';
import { CloseRecordDto, LegalHoldDto, SignedClosingQuery } from './dto/closing.dto.js';
import { ClosingResponse, CompletenessResponse } from './dto/closing.response.js';
import { SignedClosingFile } from './dto/signed-closing.response.js';

const { encounterNotFound, encounterNotFinished, recordClosed } = encounterProblems;

@ApiTags('encounters')
@Controller('api/v1/encounters/:id')
export class ClosingController {
  constructor(private readonly service: ClosingService) {}

  @Get('completeness')
  @Route({
    action: 'chart.read',
    discloses: listsOf('encounter'),
    summary: 'What the record lacks before it is closed, by the legal form of its kind of stay',
    problems: [encounterNotFound],
  })
  completeness(@Param('id', ParseUUIDPipe) id: string): Promise<CompletenessResponse> {
    return this.service.completeness(id);
  }

  @Get('closing')
  @Route({
    action: 'chart.read',
    discloses: reads('encounter', ({ encounterId, patientId }: ClosingResponse) => ({
      patientId,
      encounterId,
      entityId: encounterId,
    })),
    summary: 'How the record was closed and who signed that, and whether what it held then is unchanged',
    problems: [encounterNotFound, closingProblems.recordOpen],
  })
  closing(@Param('id', ParseUUIDPipe) id: string): Promise<ClosingResponse> {
    return this.service.closing(id);
  }

  @Get('closing/signed')
  @Route({
    action: 'chart.read',
    discloses: reads('encounter', ({ encounterId, patientId }: SignedClosingFile) => ({
      patientId,
      encounterId,
      entityId: encounterId,
    })),
    summary: 'The signed closing of the record with all that is needed to verify it without the service',
    problems: [encounterNotFound, closingProblems.recordOpen, closingProblems.closingNotSigned],
  })
  signed(@Param('id', ParseUUIDPipe) id: string, @Query() query: SignedClosingQuery): Promise<SignedClosingFile> {
    return this.service.file(id, query.contents === 'true');
  }

  @Post('close')
  @Route({
    action: 'encounter.close',
    discloses: writes('encounter', ofEncounter),
    versioned: true,
    summary:
      'Close the record: what it holds is sealed with a hash, which whoever closes it signs; afterwards it only takes late entries with a reason',
    problems: [
      encounterNotFound,
      encounterNotFinished,
      recordClosed,
      closingProblems.recordIncomplete,
      careProblems.stayOfAnotherWard,
      ...ASKED_TO_SIGN,
    ],
  })
  close(
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() input: CloseRecordDto,
  ): Promise<EncounterResponse> {
    return this.service.close(id, version, input);
  }

  @Post('legal-hold')
  @Route({
    action: 'record.hold',
    discloses: writes('encounter', ofEncounter),
    versioned: true,
    summary: 'Hold the record for a court or an authority',
    problems: [encounterNotFound, closingProblems.recordHeld],
  })
  hold(
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() { reason }: LegalHoldDto,
  ): Promise<EncounterResponse> {
    return this.service.hold(id, version, reason, true);
  }

  @Post('legal-hold/end')
  @Route({
    action: 'record.hold',
    discloses: writes('encounter', ofEncounter),
    versioned: true,
    summary: 'End the legal hold',
    problems: [encounterNotFound, closingProblems.recordNotHeld],
  })
  endHold(
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() { reason }: LegalHoldDto,
  ): Promise<EncounterResponse> {
    return this.service.hold(id, version, reason, false);
  }
}
