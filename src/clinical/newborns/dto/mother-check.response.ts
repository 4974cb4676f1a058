import { ApiProperty } from '@nestjs/swagger';
import { PersonRefResponse } from '../../../kernel/person-ref.response.js';
import { OCCASIONS, OUTCOMES, type Occasion, type Outcome } from '../bracelets.rules.js';

/** A comparison of two bracelets. Numbers that were scanned are told to nobody: one of them may be a stranger's. */
export class MotherCheckResponse {
  /** @example 019a1b2c-0000-7000-8000-0000000000f0 */
  id!: string;
  /** The newborn. @example 019a1b2c-0000-7000-8000-000000000002 */
  patientId!: string;
  /** Its stay, where it has one of its own. @example 019a1b2c-0000-7000-8000-000000000003 */
  encounterId!: string | null;
  /** @example handover */
  @ApiProperty({ enum: OCCASIONS })
  occasion!: Occasion;
  /** `exchanged`: the two are theirs, each scanned in the place of the other. @example match */
  @ApiProperty({ enum: OUTCOMES })
  outcome!: Outcome;
  checkedBy!: PersonRefResponse | null;
  /** @example 2026-11-23T08:40:00.000Z */
  checkedAt!: string;
}

export class MotherCheckPage {
  /** @example 019a1b2c-0000-7000-8000-000000000002 */
  patientId!: string;
  items!: MotherCheckResponse[];
  /** Address of the next page, or null at the end. @example /api/v1/patients/019a1b2c-0000-7000-8000-000000000002/mother-checks?cursor=WyIwMTlhIl0 */
  next!: string | null;
}
