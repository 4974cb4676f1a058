import { Body, Controller, Get, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { reads, writes } from '../../platform/routes/disclosure.js';
import { IfMatch } from '../../platform/routes/entity-tag.js';
import { Route } from '../../platform/routes/route.decorator.js';
import { ConfidentialityService } from './confidentiality.service.js';
import { ConfidentialityDto } from './dto/confidentiality.dto.js';
import { ConfidentialityResponse } from './dto/confidentiality.response.js';
import { patientProblems } from './patients.errors.js';

const theirs = ({ id }: ConfidentialityResponse) => ({ patientId: id, entityId: id });

@ApiTags('patients')
@Controller('api/v1/patients/:id/confidentiality')
export class ConfidentialityController {
  constructor(private readonly confidentiality: ConfidentialityService) {}

  @Get()
  @Route({
    action: 'patient.confidentiality',
    discloses: reads('patient', theirs),
    decides: 'inline',
    summary: 'How confidential a record is, and whose; nothing of the record',
    problems: [patientProblems.patientNotFound],
  })
  get(@Param('id', ParseUUIDPipe) id: string): Promise<ConfidentialityResponse> {
    return this.confidentiality.get(id);
  }

  @Post()
  @Route({
    action: 'patient.confidentiality',
    discloses: writes('patient', theirs),
    versioned: true,
    summary: 'Raise or lower how confidential a record is',
    description:
      'Raising to R is for those who treat the patient, registrars and records officers; V (VIP) for registrars, records and ' +
      'privacy officers; lowering for records and privacy officers, with a reason. Sensitive content raises N to R by itself.',
    problems: [patientProblems.patientNotFound, patientProblems.confidentialityReserved],
  })
  change(
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() input: ConfidentialityDto,
  ): Promise<ConfidentialityResponse> {
    return this.confidentiality.change(id, version, input);
  }
}
