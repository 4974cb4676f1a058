import { Body, Controller, Get, Param, ParseUUIDPipe, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { listsOf, reads, writes } from '../../platform/routes/disclosure.js';
import { encounterProblems } from '../encounters/encounters.errors.js';
import { IfMatch } from '../../platform/routes/entity-tag.js';
import { Route } from '../../platform/routes/route.decorator.js';
import { patientProblems } from '../patients/patients.errors.js';
import { AllergiesService } from './allergies.service.js';
import { AllergiesQuery, CreateAllergyDto, UpdateAllergyDto } from './dto/allergy.dto.js';
import { AllergyPage, RecordedAllergyResponse } from './dto/allergy.response.js';
import { RecordHistoryResponse } from './dto/history.response.js';
import { historyProblems } from './history.errors.js';
import { HistoryQueries } from './history.queries.js';

const whose = ({ id, patientId, encounterId }: RecordedAllergyResponse | RecordHistoryResponse) => ({
  patientId,
  encounterId,
  entityId: id,
});

@ApiTags('history')
@Controller('api/v1')
export class AllergiesController {
  constructor(
    private readonly allergyService: AllergiesService,
    private readonly queries: HistoryQueries,
  ) {}

  @Post('patients/:id/allergies')
  @Route({
    action: 'allergy.write',
    discloses: writes('allergy', whose),
    creates: true,
    summary: 'Record an allergy, or that none is known',
    description:
      'An allergy that comes to light ends the statement that none is known. The same allergy is active at most once. ' +
      '`overlaps` says which on record are of the same class, of a related one, or the same name spelled otherwise; it stops nobody.',
    problems: [
      patientProblems.patientNotFound,
      encounterProblems.encounterNotFound,
      encounterProblems.encounterClosed,
      historyProblems.allergyKnown,
      historyProblems.allergiesContradict,
    ],
  })
  record(
    @Param('id', ParseUUIDPipe) patientId: string,
    @Body() input: CreateAllergyDto,
  ): Promise<RecordedAllergyResponse> {
    return this.allergyService.record(patientId, input);
  }

  @Get('patients/:id/allergies')
  @Route({
    action: 'chart.read',
    discloses: listsOf('allergy'),
    summary: 'The allergies of a patient, the latest recorded first, and whether anybody asked',
    problems: [patientProblems.patientNotFound],
  })
  list(@Param('id', ParseUUIDPipe) patientId: string, @Query() query: AllergiesQuery): Promise<AllergyPage> {
    return this.queries.allergies(patientId, query);
  }

  @Patch('allergies/:id')
  @Route({
    action: 'allergy.write',
    discloses: writes('allergy', whose),
    versioned: true,
    summary: 'Change what is known of an allergy, or mark it as entered in error (merge patch)',
    problems: [
      historyProblems.allergyNotFound,
      historyProblems.enteredInError,
      historyProblems.allergyKnown,
      historyProblems.allergiesContradict,
    ],
  })
  update(
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() input: UpdateAllergyDto,
  ): Promise<RecordedAllergyResponse> {
    return this.allergyService.update(id, version, input);
  }

  @Get('allergies/:id/history')
  @Route({
    action: 'chart.read',
    discloses: reads('allergy', whose),
    summary: 'Who changed it, when, and which fields',
    problems: [historyProblems.allergyNotFound],
  })
  history(@Param('id', ParseUUIDPipe) id: string): Promise<RecordHistoryResponse> {
    return this.queries.allergyHistory(id);
  }
}
