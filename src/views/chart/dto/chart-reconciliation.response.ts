import { ApiProperty } from '@nestjs/swagger';
import { POINTS, type Point } from '../../../clinical/reconciliation/reconciliation.rules.js';

/** A list of the medicines that the patient takes, of which the doctor has not decided all. */
export class ChartReconciliationResponse {
  /** @example 019a1b2c-0000-7000-8000-0000000000e0 */
  id!: string;
  /** @example 019a1b2c-0000-7000-8000-000000000010 */
  encounterId!: string;
  /** @example admission */
  @ApiProperty({ enum: POINTS })
  point!: Point;
  /** How many are on the list. @example 5 */
  medicines!: number;
  /** How many of them wait for a decision. @example 2 */
  undecided!: number;
  /** @example 2026-11-23T08:00:00.000Z */
  createdAt!: string;
}
