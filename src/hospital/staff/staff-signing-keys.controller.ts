import { Body, Controller, Get, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { keyProblems } from '../../platform/keys/keys.errors.js';
import { Route } from '../../platform/routes/route.decorator.js';
import { OwnSigningKeyList } from '../../platform/security/signing-keys/dto/signing-key.response.js';
import { RetireSigningKeyDto } from './dto/retire-signing-key.dto.js';
import { staffProblems } from './staff.errors.js';
import { StaffSigningKeys } from './staff-signing-keys.service.js';

@ApiTags('staff')
@Controller('api/v1/staff/:id/signing-keys')
export class StaffSigningKeysController {
  constructor(private readonly keys: StaffSigningKeys) {}

  @Get()
  @Route({
    action: 'staff.read',
    discloses: 'nothing',
    summary: 'The keys that terminals hold for a member of staff, also those that went out of use',
    problems: [staffProblems.staffNotFound],
  })
  list(@Param('id', ParseUUIDPipe) id: string): Promise<OwnSigningKeyList> {
    return this.keys.list(id);
  }

  @Post(':keyId/retire')
  @Route({
    action: 'staff.manage',
    discloses: 'nothing',
    status: 204,
    summary: 'Take the key of a lost terminal out of use at once, with a reason; what it signed stays proven',
    problems: [staffProblems.staffNotFound, keyProblems.signingKeyNotFound],
  })
  retire(
    @Param('id', ParseUUIDPipe) id: string,
    @Param('keyId', ParseUUIDPipe) keyId: string,
    @Body() { reason }: RetireSigningKeyDto,
  ): Promise<void> {
    return this.keys.retire(id, keyId, reason);
  }
}
