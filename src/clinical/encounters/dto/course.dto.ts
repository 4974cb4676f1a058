import { ArrayMaxSize, ArrayUnique, IsArray, IsIn, IsUUID } from 'class-validator';
import { NamesReason } from '../../../platform/care/reason.decorators.js';
import { IsInstant, IsPastInstant } from '../../../platform/routes/instant.validator.js';
import { MayBeAbsent } from '../../../platform/routes/may-be-absent.js';
import { ISOLATION_NAMES, type Isolation } from '../isolation.rules.js';

export class LeaveDto {
  /** Why, 1 to 500 characters. @example "Về lo việc gia đình" */
  @NamesReason()
  reason!: string;

  /** When the patient left the ward; now by default. @example 2026-11-24T01:00:00Z */
  @MayBeAbsent()
  @IsPastInstant()
  at?: string;

  /** When the patient is expected back. @example 2026-11-24T11:00:00Z */
  @MayBeAbsent()
  @IsInstant()
  until?: string;
}

export class BackFromLeaveDto {
  /** When the patient was back in the ward: not before leaving it; now by default. @example 2026-11-24T10:40:00Z */
  @MayBeAbsent()
  @IsPastInstant()
  at?: string;
}

export class AttendingDto {
  /** A doctor; see GET /api/v1/staff-directory. @example 019a1b2c-0000-7000-8000-000000000001 */
  @IsUUID()
  staffId!: string;

  /** Why the doctor changes, up to 500 characters. @example "Bàn giao sau ca trực" */
  @MayBeAbsent()
  @NamesReason()
  reason?: string;
}

export class IsolationDto {
  /** None ends the isolation. @example ["contact"] */
  @IsArray()
  @ArrayMaxSize(4)
  @ArrayUnique()
  @IsIn(ISOLATION_NAMES, { each: true })
  isolation!: Isolation[];

  /** Why, 1 to 500 characters. @example "Nghi sởi" */
  @NamesReason()
  reason!: string;
}
