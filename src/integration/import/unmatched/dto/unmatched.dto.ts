import { IsBoolean, IsIn, IsOptional, IsUUID } from 'class-validator';
import { NamesReason, SaysWhy } from '../../../../platform/care/reason.decorators.js';
import { MayBeAbsent } from '../../../../platform/routes/may-be-absent.js';
import { PageQuery } from '../../../../platform/routes/pagination.js';

export const UNMATCHED_STATES = ['open', 'assigned', 'dismissed'] as const;

export class UnmatchedQuery extends PageQuery {
  /** Those that wait by default. @example open */
  @IsOptional()
  @IsIn(UNMATCHED_STATES)
  status: (typeof UNMATCHED_STATES)[number] = 'open';
}

export class AssignDto {
  /** Whose it is. @example 019a1b2c-0000-7000-8000-000000000001 */
  @IsUUID()
  patientId!: string;

  /** The order that it answers; the one that it names by default. @example 019a1b2c-0000-7000-8000-000000000002 */
  @MayBeAbsent()
  @IsUUID()
  orderId?: string;

  /**
   * True when it answers no order, such as one that was cancelled after the specimen was taken: it comes into the chart without it, for a reason.
   * @example false
   */
  @MayBeAbsent()
  @IsBoolean()
  withoutOrder?: boolean;

  /** Why, in words, where the message names somebody else, or no order is answered. @example "Đã gọi phòng xét nghiệm xác nhận" */
  @MayBeAbsent()
  @SaysWhy()
  reason?: string;

  /** True when it is the patient's although it names somebody else, another order or another's report; it takes a reason. @example false */
  @MayBeAbsent()
  @IsBoolean()
  confirmed?: boolean;
}

export class DismissDto {
  /** Why it comes into no chart. @example "Mẫu kiểm chuẩn" */
  @NamesReason()
  reason!: string;
}
