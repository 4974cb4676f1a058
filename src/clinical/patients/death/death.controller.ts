import { Body, Controller, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { writes } from '../../../platform/routes/disclosure.js';
import { IfMatch } from '../../../platform/routes/entity-tag.js';
import { Route } from '../../../platform/routes/route.decorator.js';
import { PatientResponse } from '../dto/patient.response.js';
import { patientProblems } from '../patients.errors.js';
import { DeathService } from './death.service.js';
import { DeathDto } from './dto/death.dto.js';

const theirs = ({ id }: PatientResponse) => ({ patientId: id, entityId: id });

@ApiTags('patients')
@Controller('api/v1/patients/:id/death')
export class DeathController {
  constructor(private readonly death: DeathService) {}

  @Post()
  @Route({
    action: 'patient.record-death',
    discloses: writes('patient', theirs),
    versioned: true,
    summary: 'Record a death, or its cause and place',
    description:
      'A discharge as deceased records the death too; here its cause and place are added, or a death outside of the hospital.',
    problems: [patientProblems.patientNotFound],
  })
  record(
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() input: DeathDto,
  ): Promise<PatientResponse> {
    return this.death.record(id, version, input);
  }
}
