import { Body, Controller, Get, Param, ParseUUIDPipe, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { listsOf, writes } from '../../../platform/routes/disclosure.js';
import { IfMatch } from '../../../platform/routes/entity-tag.js';
import { Route } from '../../../platform/routes/route.decorator.js';
import { encounterProblems } from '../../encounters/encounters.errors.js';
import { patientProblems } from '../../patients/patients.errors.js';
import { historyProblems } from '../history.errors.js';
import { backgroundProblems } from './background.errors.js';
import { BackgroundQueries } from './background.queries.js';
import { BackgroundService } from './background.service.js';
import { BackgroundDto, BackgroundQuery, UpdateBackgroundDto } from './dto/background.dto.js';
import { BackgroundPage, RecordedBackgroundResponse, PregnancyResponse } from './dto/background.response.js';

const whose = ({ id, patientId, encounterId }: RecordedBackgroundResponse) => ({
  patientId,
  encounterId,
  entityId: id,
});

@ApiTags('history')
@Controller('api/v1/patients/:id')
export class BackgroundController {
  constructor(
    private readonly background: BackgroundService,
    private readonly queries: BackgroundQueries,
  ) {}

  @Post('history')
  @Route({
    action: 'background.write',
    discloses: writes('history_item', whose),
    creates: true,
    summary: 'Record family or social history, an implant, an alert, pregnancy or lactation',
    problems: [
      patientProblems.patientNotFound,
      encounterProblems.encounterNotFound,
      encounterProblems.encounterClosed,
      historyProblems.diagnosisImprobable,
    ],
  })
  record(
    @Param('id', ParseUUIDPipe) patientId: string,
    @Body() input: BackgroundDto,
  ): Promise<RecordedBackgroundResponse> {
    return this.background.record(patientId, input);
  }

  @Get('history')
  @Route({
    action: 'chart.read',
    discloses: listsOf('history_item'),
    summary: 'Family and social history, implants, alerts, pregnancy and lactation, the latest recorded first',
    problems: [patientProblems.patientNotFound],
  })
  list(@Param('id', ParseUUIDPipe) patientId: string, @Query() query: BackgroundQuery): Promise<BackgroundPage> {
    return this.queries.list(patientId, query);
  }

  @Get('pregnancy')
  @Route({
    action: 'chart.read',
    discloses: listsOf('history_item'),
    summary: 'Whether somebody is pregnant or breastfeeding today, with the weeks; what nobody recorded is not known',
    problems: [patientProblems.patientNotFound],
  })
  pregnancy(@Param('id', ParseUUIDPipe) patientId: string): Promise<PregnancyResponse> {
    return this.queries.pregnancy(patientId);
  }

  @Patch('history/:itemId')
  @Route({
    action: 'background.write',
    discloses: writes('history_item', whose),
    versioned: true,
    summary: 'End an entry of the history, or mark it as entered in error (merge patch)',
    problems: [backgroundProblems.historyItemNotFound, historyProblems.enteredInError],
  })
  update(
    @Param('id', ParseUUIDPipe) patientId: string,
    @Param('itemId', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() input: UpdateBackgroundDto,
  ): Promise<RecordedBackgroundResponse> {
    return this.background.update(patientId, id, version, input);
  }
}
