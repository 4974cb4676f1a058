import { IsBoolean, IsIn, IsOptional, IsUUID } from 'class-validator';
import { NamesReason } from '../../../platform/care/reason.decorators.js';
import { MayBeAbsent } from '../../../platform/routes/may-be-absent.js';
import { PageQuery } from '../../../platform/routes/pagination.js';

const STATES = ['open', 'dismissed'] as const;

export class UntiedQuery extends PageQuery {
  /** Those that wait for a decision, as by default, or those that were said to be nobody's here. @example open */
  @IsOptional()
  @IsIn(STATES)
  state?: (typeof STATES)[number];
}

export class UntiedComparisonQuery {
  /** Whom it is taken for. @example 019a1b2c-0000-7000-8000-000000000002 */
  @IsUUID()
  patientId!: string;
}

export class DismissUntiedDto {
  /** What says so, 1 to 500 characters. @example "Gửi nhầm từ bệnh viện khác, đã hỏi lại nơi gửi" */
  @NamesReason()
  reason!: string;
}

export class AssignUntiedDto extends DismissUntiedDto {
  /** Whose it is. @example 019a1b2c-0000-7000-8000-000000000002 */
  @IsUUID()
  patientId!: string;

  /** True when it is the patient's although it names somebody else: a maiden name, a birth date that was mistyped. @example false */
  @MayBeAbsent()
  @IsBoolean()
  confirmed?: boolean;
}
