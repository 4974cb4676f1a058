import { Controller, Get, Param, ParseUUIDPipe, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { wardProblems } from '../../hospital/wards/wards.errors.js';
import { lists, listsOf } from '../../platform/routes/disclosure.js';
import { Route } from '../../platform/routes/route.decorator.js';
import { encounterProblems } from '../encounters/encounters.errors.js';
import { doseProblems } from './doses.errors.js';
import { DosesQueries } from './doses.queries.js';
import { DisclosureQuery, MarQuery } from './dto/dose.dto.js';
import {
  DoseVersionsResponse,
  MarResponse,
  MedicineDisclosureResponse,
  RoundResponse,
  type RoundItemResponse,
} from './dto/dose.response.js';

const { encounterNotFound } = encounterProblems;

@ApiTags('doses')
@Controller('api/v1')
export class DosesController {
  constructor(private readonly queries: DosesQueries) {}

  @Get('encounters/:id/mar')
  @Route({
    action: 'chart.read',
    discloses: listsOf('dose'),
    summary: 'The sheet of medicines of an encounter: planned doses and what became of each',
    problems: [encounterNotFound],
  })
  mar(@Param('id', ParseUUIDPipe) id: string, @Query() query: MarQuery): Promise<MarResponse> {
    return this.queries.mar(id, query);
  }

  @Get('wards/:id/mar')
  @Route({
    action: 'dose.record',
    scope: 'ward',
    discloses: lists(
      'dose',
      ({ patientId, encounterId }: RoundItemResponse) => ({ patientId, encounterId }),
      ({ wardId }: RoundResponse) => wardId,
    ),
    summary: 'A medicine round: the doses of everybody who lies in the ward',
    problems: [wardProblems.wardNotFound],
  })
  round(@Param('id', ParseUUIDPipe) id: string, @Query() query: MarQuery): Promise<RoundResponse> {
    return this.queries.round(id.toLowerCase(), query);
  }

  @Get('encounters/:id/medicine-disclosure')
  @Route({
    action: 'chart.read',
    discloses: listsOf('dose'),
    summary: 'What a patient was given on a day, to be shown to the patient',
    problems: [encounterNotFound],
  })
  disclosure(
    @Param('id', ParseUUIDPipe) id: string,
    @Query() { date }: DisclosureQuery,
  ): Promise<MedicineDisclosureResponse> {
    return this.queries.disclosure(id, date);
  }

  @Get('doses/:id/versions')
  @Route({
    action: 'chart.read',
    discloses: listsOf('dose'),
    summary: 'Everything that was recorded of a dose, the latest first',
    problems: [doseProblems.doseNotFound],
  })
  versions(@Param('id', ParseUUIDPipe) id: string): Promise<DoseVersionsResponse> {
    return this.queries.versions(id.toLowerCase());
  }
}
