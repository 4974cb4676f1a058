import { ApiProperty } from '@nestjs/swagger';
import { DOSE_CHECKS, RULES, SEVERITIES, type CheckRule, type DoseCheck, type Severity } from '../checks/finding.js';

/** What a check would find if the order were signed now. */
export class PreviewedCheckResponse {
  /** @example daily-dose */
  @ApiProperty({ enum: RULES })
  rule!: CheckRule;
  /** contraindicated and serious would stop the signature; not-judged: it could not be told. @example serious */
  @ApiProperty({ enum: SEVERITIES })
  severity!: Severity;
  /** @example "Tổng liều Paracetamol một ngày của mọi chỉ định là 5000 mg, tối đa 4000 mg." */
  message!: string;
  /** Where the rule is from. @example "WHO ATC index" */
  source!: string;
  /** Whether it would stop the signature. @example true */
  stops!: boolean;
}

export class PreviewedOrderResponse {
  /** What is wrong first, then what could not be judged. */
  checks!: PreviewedCheckResponse[];
  /** Of a medicine: whether its dose can be held against limits of this patient. @example checked */
  @ApiProperty({ enum: DOSE_CHECKS, nullable: true })
  doseCheck!: DoseCheck | null;
}

/** What the checks say of orders before they are signed. Nothing is written; the signature asks the same checks again. */
export class OrdersPreviewResponse {
  /** @example 019a1b2c-0000-7000-8000-000000000002 */
  patientId!: string;
  /** @example 019a1b2c-0000-7000-8000-000000000003 */
  encounterId!: string;
  /** In the order of the request. */
  orders!: PreviewedOrderResponse[];
}
