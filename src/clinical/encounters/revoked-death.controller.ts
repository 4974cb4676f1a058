import { Body, Controller, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { careProblems } from '../../platform/care/care.errors.js';
import { writes } from '../../platform/routes/disclosure.js';
import { IfMatch } from '../../platform/routes/entity-tag.js';
import { Route } from '../../platform/routes/route.decorator.js';
import { patientProblems } from '../patients/patients.errors.js';
import { RevokeDeathDto, RevokedDeathResponse } from './dto/revoked-death.dto.js';
import { encounterProblems } from './encounters.errors.js';
import { RevokedDeathService } from './revoked-death.service.js';

@ApiTags('patients')
@Controller('api/v1/patients/:id/death/revoke')
export class RevokedDeathController {
  constructor(private readonly revoked: RevokedDeathService) {}

  @Post()
  @Route({
    action: 'patient.revoke-death',
    discloses: writes('patient', ({ id }: RevokedDeathResponse) => ({ patientId: id, entityId: id })),
    versioned: true,
    summary: 'Take back a death that was recorded by mistake, with the discharges that tell of it',
    description:
      'The stay goes on as it was before, in its bed if that is free; or, with `left`, it stays ended and says how the patient really left. `dischargedDead` names what cannot be put right here, and why.',
    problems: [
      patientProblems.patientNotFound,
      patientProblems.patientAlive,
      encounterProblems.reopenTooLate,
      careProblems.stayOfAnotherWard,
    ],
  })
  revoke(
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() input: RevokeDeathDto,
  ): Promise<RevokedDeathResponse> {
    return this.revoked.revoke(id, version, input);
  }
}
