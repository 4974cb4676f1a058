import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { listsOf, writes } from '../../../platform/routes/disclosure.js';
import { Route } from '../../../platform/routes/route.decorator.js';
import { encounterProblems } from '../../encounters/encounters.errors.js';
import { historyProblems } from '../../history/history.errors.js';
import { observationProblems } from '../observations.errors.js';
import { SetCareLevelDto, SetPregnancyDto, SetSpo2ScaleDto, SettingsQuery } from './dto/settings.dto.js';
import { DecidedSettingsResponse, SettingsPage } from './dto/settings.response.js';
import { SettingsQueries } from './settings.queries.js';
import { SettingsService } from './settings.service.js';

const theirs = ({ patientId, encounterId }: DecidedSettingsResponse) => ({ patientId, encounterId });
const { encounterNotFound, encounterClosed } = encounterProblems;
const { settingUnchanged, oxygenScaleUnfit, pregnancyUnfit } = observationProblems;

@ApiTags('observations')
@Controller('api/v1/encounters/:id')
export class SettingsController {
  constructor(
    private readonly settings: SettingsService,
    private readonly queries: SettingsQueries,
  ) {}

  @Post('spo2-scale')
  @Route({
    action: 'observation.decide',
    discloses: writes('observation_setting', theirs),
    creates: true,
    summary: 'Set the scale of the oxygen saturation for NEWS2: 2 begins it, 1 ends it',
    problems: [encounterNotFound, encounterClosed, oxygenScaleUnfit, settingUnchanged],
  })
  setScale(@Param('id', ParseUUIDPipe) id: string, @Body() input: SetSpo2ScaleDto): Promise<DecidedSettingsResponse> {
    return this.settings.setScale(id, input);
  }

  @Post('pregnancy')
  @Route({
    action: 'vitals.write',
    discloses: writes('observation_setting', theirs),
    creates: true,
    summary: 'Say whether she is pregnant: NEWS2 is not for pregnant women',
    problems: [
      encounterNotFound,
      encounterClosed,
      pregnancyUnfit,
      historyProblems.diagnosisImprobable,
      settingUnchanged,
    ],
  })
  setPregnancy(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: SetPregnancyDto,
  ): Promise<DecidedSettingsResponse> {
    return this.settings.setPregnancy(id, input);
  }

  @Post('care-level')
  @Route({
    action: 'observation.decide',
    discloses: writes('observation_setting', theirs),
    creates: true,
    summary: 'Set the level of nursing care, from which the time to the next set follows',
    problems: [encounterNotFound, encounterClosed, settingUnchanged],
  })
  setCareLevel(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: SetCareLevelDto,
  ): Promise<DecidedSettingsResponse> {
    return this.settings.setCareLevel(id, input);
  }

  @Get('observation-settings')
  @Route({
    action: 'chart.read',
    discloses: listsOf('observation_setting'),
    summary: 'What is set for the observations of an encounter, and what was, the latest first',
    problems: [encounterNotFound],
  })
  list(@Param('id', ParseUUIDPipe) id: string, @Query() query: SettingsQuery): Promise<SettingsPage> {
    return this.queries.list(id, query);
  }
}
