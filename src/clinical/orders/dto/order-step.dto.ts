import { IsIn, IsNotEmpty, IsString, MaxLength } from 'class-validator';
import { NamesReason } from '../../../platform/care/reason.decorators.js';
import { IsPastInstant } from '../../../platform/routes/instant.validator.js';
import { MayBeAbsent } from '../../../platform/routes/may-be-absent.js';
import { Trimmed } from '../../../platform/routes/trimmed.js';
import { REJECTION_REASONS, type RejectionReason } from '../specimens/rejection.rules.js';

/** When a specimen was taken. */
export class CollectOrderDto {
  /** Now by default. @example 2026-11-23T08:05:00Z */
  @MayBeAbsent()
  @IsPastInstant()
  collectedAt?: string;
}

/** Why an order is held; may be left out. */
export class HoldOrderDto {
  /** @example "Người bệnh đang chạy thận" */
  @MayBeAbsent()
  @NamesReason()
  reason?: string;
}

/** Why an order ends without its answer. */
export class EndOrderDto {
  /** @example "Chỉ định nhầm người bệnh" */
  @NamesReason()
  reason!: string;
}

/** Why the laboratory rejected a specimen. */
export class RejectSpecimenDto {
  /** @example haemolysed */
  @IsIn(REJECTION_REASONS)
  reason!: RejectionReason;

  /** More about it; needed with `other`. @example "Ống citrat chỉ có 1 mL" */
  @MayBeAbsent()
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(500)
  note?: string;
}
