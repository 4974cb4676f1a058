import { Body, Controller, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { writes } from '../../../platform/routes/disclosure.js';
import { IfMatch } from '../../../platform/routes/entity-tag.js';
import { Route } from '../../../platform/routes/route.decorator.js';
import { PatientResponse } from '../dto/patient.response.js';
import { patientProblems } from '../patients.errors.js';
import { DeathService } from './death.service.js';
import { DeathDto, RevokeDeathDto } from './dto/death.dto.js';
import { RevokedDeathResponse } from './dto/death.response.js';

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

  @Post('revoke')
  @Route({
    action: 'patient.revoke-death',
    discloses: writes('patient', theirs),
    versioned: true,
    summary: 'Take back a death that was recorded by mistake',
    description:
      'The patient can be admitted again. `dischargedDead` names the encounters that still say it; each is corrected by itself.',
    problems: [patientProblems.patientNotFound, patientProblems.patientAlive],
  })
  revoke(
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() input: RevokeDeathDto,
  ): Promise<RevokedDeathResponse> {
    return this.death.revoke(id, version, input);
  }
}
