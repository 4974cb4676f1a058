import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { listsOf, writes } from '../../platform/routes/disclosure.js';
import { PageQuery } from '../../platform/routes/pagination.js';
import { Route } from '../../platform/routes/route.decorator.js';
import { patientProblems } from '../patients/patients.errors.js';
import { MotherCheckDto } from './dto/mother-check.dto.js';
import { MotherCheckPage, MotherCheckResponse } from './dto/mother-check.response.js';
import { MotherChecksQueries } from './mother-checks.queries.js';
import { MotherChecksService } from './mother-checks.service.js';
import { newbornProblems } from './newborns.errors.js';

const theirs = ({ id, patientId, encounterId }: MotherCheckResponse) => ({ patientId, encounterId, entityId: id });

@ApiTags('newborns')
@Controller('api/v1/patients/:id/mother-checks')
export class MotherChecksController {
  constructor(
    private readonly checks: MotherChecksService,
    private readonly queries: MotherChecksQueries,
  ) {}

  @Post()
  @Route({
    action: 'newborn.check',
    scope: 'newborn',
    discloses: writes('mother_check', theirs),
    creates: true,
    summary: 'Compare the bracelets of a newborn and of its mother, as they were scanned',
    description:
      'A pair that does not belong together is recorded, too, tells the ward, and is answered 409; whose the other bracelet is nobody is told.',
    problems: [patientProblems.patientNotFound, ...Object.values(newbornProblems)],
  })
  check(@Param('id', ParseUUIDPipe) patientId: string, @Body() input: MotherCheckDto): Promise<MotherCheckResponse> {
    return this.checks.check(patientId, input);
  }

  @Get()
  @Route({
    action: 'chart.read',
    scope: 'newborn',
    discloses: listsOf('mother_check'),
    summary: 'How the bracelets of a newborn and its mother were compared, newest first',
    problems: [patientProblems.patientNotFound],
  })
  list(@Param('id', ParseUUIDPipe) patientId: string, @Query() query: PageQuery): Promise<MotherCheckPage> {
    return this.queries.ofNewborn(patientId, query);
  }
}
