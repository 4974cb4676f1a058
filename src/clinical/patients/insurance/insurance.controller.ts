import { Body, Controller, Get, Param, ParseUUIDPipe, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { listsOf, writes } from '../../../platform/routes/disclosure.js';
import { IfMatch } from '../../../platform/routes/entity-tag.js';
import { Route } from '../../../platform/routes/route.decorator.js';
import { patientProblems } from '../patients.errors.js';
import { InsuranceDto, InsuranceQuery, UpdateInsuranceDto } from './dto/insurance.dto.js';
import { InsuranceListResponse, InsuranceResponse } from './dto/insurance.response.js';
import { insuranceProblems } from './insurance.errors.js';
import { InsuranceQueries } from './insurance.queries.js';
import { InsuranceService } from './insurance.service.js';

const theirs = ({ patientId, id }: InsuranceResponse) => ({ patientId, entityId: id });

@ApiTags('patients')
@Controller('api/v1/patients/:id/insurance')
export class InsuranceController {
  constructor(
    private readonly insurance: InsuranceService,
    private readonly queries: InsuranceQueries,
  ) {}

  @Post()
  @Route({
    action: 'insurance.write',
    discloses: writes('insurance_period', theirs),
    creates: true,
    summary: 'Record when somebody is insured, by the card as it is shown',
    description:
      'What is doubtful comes as warnings and stops nobody; a period that overlaps with another is asked about.',
    problems: [patientProblems.patientNotFound, insuranceProblems.insuranceOverlaps],
  })
  record(@Param('id', ParseUUIDPipe) patientId: string, @Body() input: InsuranceDto): Promise<InsuranceResponse> {
    return this.insurance.record(patientId, input);
  }

  @Get()
  @Route({
    action: 'insurance.read',
    discloses: listsOf('insurance_period'),
    summary: 'When somebody is insured, which card is valid on a day, and the one identity behind all forms of cards',
    problems: [patientProblems.patientNotFound],
  })
  list(@Param('id', ParseUUIDPipe) patientId: string, @Query() query: InsuranceQuery): Promise<InsuranceListResponse> {
    return this.queries.list(patientId, query.on);
  }

  @Patch(':periodId')
  @Route({
    action: 'insurance.write',
    discloses: writes('insurance_period', theirs),
    versioned: true,
    summary: 'Correct an insurance period, or mark it as entered in error (merge patch)',
    problems: [
      insuranceProblems.insuranceNotFound,
      insuranceProblems.insuranceInError,
      insuranceProblems.insuranceOverlaps,
    ],
  })
  update(
    @Param('id', ParseUUIDPipe) patientId: string,
    @Param('periodId', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() input: UpdateInsuranceDto,
  ): Promise<InsuranceResponse> {
    return this.insurance.update(patientId, id, version, input);
  }
}
