import { Injectable } from '@nestjs/common';
import { requestContext } from '../../kernel/request-context.js';
import type { OwnSigningKeyList } from '../../platform/security/signing-keys/dto/signing-key.response.js';
import { SigningKeysService } from '../../platform/security/signing-keys/signing-keys.service.js';
import { StaffQueries } from './staff.queries.js';

/** Keys that terminals hold for people, for administrators: a terminal is lost, and its person is not there to say so. */
@Injectable()
export class StaffSigningKeys {
  constructor(
    private readonly staff: StaffQueries,
    private readonly keys: SigningKeysService,
  ) {}

  /** @throws Problem staffNotFound */
  async list(staffId: string): Promise<OwnSigningKeyList> {
    await this.staff.get(staffId);
    return this.keys.of(staffId);
  }

  /** Also of somebody who has left. @throws Problem staffNotFound, signingKeyNotFound */
  async retire(staffId: string, id: string, reason: string): Promise<void> {
    await this.staff.get(staffId);
    requestContext().reason = reason.normalize();
    await this.keys.retireFor(staffId, id);
  }
}
