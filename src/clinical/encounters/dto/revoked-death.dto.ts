import { Type } from 'class-transformer';
import { ValidateNested } from 'class-validator';
import { SaysWhy } from '../../../platform/care/reason.decorators.js';
import { MayBeAbsent } from '../../../platform/routes/may-be-absent.js';
import { PatientResponse } from '../../patients/dto/patient.response.js';
import type { StillDead } from '../encounters.words.js';
import { LeavingDto } from './discharge.dto.js';
import { BedNotReturnedResponse } from './encounter.response.js';

export class RevokeDeathDto {
  /** Why it is taken back, 1 to 500 characters. @example "Chọn nhầm tình trạng ra viện" */
  @SaysWhy()
  reason!: string;

  /** How the patient really left, where the stay is over all the same; absent, and it goes on as it was. */
  @MayBeAbsent()
  @ValidateNested()
  @Type(() => LeavingDto)
  left?: LeavingDto;
}

/** A stay that ended in the death which was taken back. */
export class DischargedDeadResponse {
  /** @example 019a1b2c-0000-7000-8000-000000000004 */
  id!: string;
  /** @example V26-00000012 */
  visitNumber!: string | null;
  /** @example 2026-11-28T03:15:00.000Z */
  endedAt!: string | null;
}

/** A stay that is as it was before. */
export class PutRightResponse extends DischargedDeadResponse {
  /** Whether it goes on; else how it ended was corrected. @example true */
  reopened!: boolean;
  /** Null when the patient has the bed again, or had none. */
  bedNotReturned!: BedNotReturnedResponse | null;
}

/** A stay that still says that the patient died in it. */
export class StillDeadResponse extends DischargedDeadResponse {
  /** closed, elsewhere or admitted. @example closed */
  because!: StillDead;
  /** @example "Hồ sơ đã khóa; ghi bổ sung vào hồ sơ là người bệnh còn sống." */
  text!: string;
}

export class RevokedDeathResponse extends PatientResponse {
  /** The stays that were put right with it. */
  putRight!: PutRightResponse[];
  /** Encounters that still say that the patient died in them, and why; at most 20. */
  dischargedDead!: StillDeadResponse[];
}
