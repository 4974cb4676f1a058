import { ApiProperty } from '@nestjs/swagger';
import { PersonRefResponse } from '../../../kernel/person-ref.response.js';
import { CodingResponse } from '../../datatypes/dto/coding.response.js';
import {
  DECISIONS,
  POINTS,
  RECONCILIATION_STATES,
  SOURCES,
  type Decision,
  type Point,
  type ReconciliationState,
  type Source,
} from '../reconciliation.rules.js';

/** A medicine on the list, and what was decided of it. */
export class ReconciledMedicineResponse {
  /** @example 019a1b2c-0000-7000-8000-0000000000e1 */
  id!: string;
  medication!: CodingResponse;
  /** How it is taken, in words. @example "1 viên sáng" */
  dose!: string | null;
  /** @example family */
  @ApiProperty({ enum: SOURCES })
  source!: Source;
  /** The order that it is from, or that carries the decision out. @example 019a1b2c-0000-7000-8000-000000000005 */
  orderId!: string | null;
  /** Null while a doctor has decided nothing. @example changed */
  @ApiProperty({ enum: DECISIONS, nullable: true })
  decision!: Decision | null;
  /** @example "Huyết áp thấp" */
  reason!: string | null;
  decidedBy!: PersonRefResponse | null;
  /** @example 2026-11-23T08:30:00.000Z */
  decidedAt!: string | null;
}

export class ReconciliationResponse {
  /** @example 019a1b2c-0000-7000-8000-0000000000e0 */
  id!: string;
  /** @example 019a1b2c-0000-7000-8000-000000000002 */
  patientId!: string;
  /** @example 019a1b2c-0000-7000-8000-000000000003 */
  encounterId!: string;
  /** @example admission */
  @ApiProperty({ enum: POINTS })
  point!: Point;
  /** @example open */
  @ApiProperty({ enum: RECONCILIATION_STATES })
  status!: ReconciliationState;
  items!: ReconciledMedicineResponse[];
  openedBy!: PersonRefResponse | null;
  completedBy!: PersonRefResponse | null;
  /** @example 2026-11-23T08:40:00.000Z */
  completedAt!: string | null;
  /** @example 1 */
  version!: number;
  /** @example 2026-11-23T08:00:00.000Z */
  createdAt!: string;
}

export class ReconciliationPage {
  /** @example 019a1b2c-0000-7000-8000-000000000002 */
  patientId!: string;
  /** @example 019a1b2c-0000-7000-8000-000000000003 */
  encounterId!: string;
  items!: ReconciliationResponse[];
  /** Address of the next page, or null at the end. @example /api/v1/encounters/019a1b2c-0000-7000-8000-000000000003/reconciliations?cursor=WyIwMTlhIl0 */
  next!: string | null;
}
