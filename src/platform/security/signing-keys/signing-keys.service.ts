import { Injectable } from '@nestjs/common';
import { actingPerson } from '../../../kernel/request-context.js';
import { Database } from '../../database/database.js';
import { firstRow } from '../../database/rows.js';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { TerminalKeys, type TerminalKey } from '../../keys/terminal-keys.js';
import { Reauthentication } from '../reauthentication.service.js';
import type { SigningKeyDto } from './dto/signing-key.dto.js';
import type { OwnSigningKeyList, OwnSigningKeyResponse } from './dto/signing-key.response.js';

/**
 * Keys that people's own terminals hold: enrolled by their person, who shows once more who they are, and taken out of use by them, or by an
 * administrator.
 */
@Injectable()
export class SigningKeysService {
  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    private readonly keys: TerminalKeys,
    private readonly reauthentication: Reauthentication,
  ) {}

  /** Mine, the newest first. */
  list(): Promise<OwnSigningKeyList> {
    return this.of(actingPerson());
  }

  /** Of somebody, the newest first. */
  async of(staffId: string): Promise<OwnSigningKeyList> {
    return { items: (await this.keys.list(staffId)).map(toResponse), next: null };
  }

  /** @throws Problem signingKeyRefused, signingKeyTaken, and those of {@link Reauthentication.require} */
  async enrol({ password, ...given }: SigningKeyDto): Promise<OwnSigningKeyResponse> {
    await this.reauthentication.require(password);
    const staffId = actingPerson();
    const { fullName } = firstRow(await this.database.query<{ fullName: string }>(PERSON, [staffId]));
    const key = await this.unitOfWork.write((tx) => this.keys.enrol(tx, { staffId, fullName }, given));
    return toResponse(key);
  }

  /** Also without a password: who fears for a terminal should not have to think. @throws Problem signingKeyNotFound */
  retire(id: string): Promise<void> {
    return this.retireFor(actingPerson(), id);
  }

  /** For somebody whose terminal is lost. @throws Problem signingKeyNotFound */
  async retireFor(staffId: string, id: string): Promise<void> {
    await this.unitOfWork.write((tx) => this.keys.retire(tx, staffId, id));
  }
}

const PERSON = { name: 'keys.enrols', text: 'SELECT full_name AS "fullName" FROM staff_member WHERE id = $1' };

const toResponse = ({ createdAt, retiredAt, ...key }: TerminalKey): OwnSigningKeyResponse => ({
  ...key,
  createdAt: createdAt.toISOString(),
  retiredAt: retiredAt?.toISOString() ?? null,
});
