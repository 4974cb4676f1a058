import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsOptional, IsUUID, ValidateNested } from 'class-validator';
import { SaysWhy } from '../../../platform/care/reason.decorators.js';
import { IsInstant } from '../../../platform/routes/instant.validator.js';
import { PageQuery } from '../../../platform/routes/pagination.js';

export class NewDutyDto {
  /** @example 019a1b2c-0000-7000-8000-000000000001 */
  @IsUUID()
  staffId!: string;

  /** An instant with its offset. @example 2026-11-24T07:00:00+07:00 */
  @IsInstant()
  startsAt!: string;

  /** At most 24 hours later. @example 2026-11-24T15:00:00+07:00 */
  @IsInstant()
  endsAt!: string;
}

export class PlanDutiesDto {
  /** 1 to 200 duties, a ward's month: all of them are planned, or none. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(200)
  @ValidateNested({ each: true })
  @Type(() => NewDutyDto)
  duties!: NewDutyDto[];
}

export class CancelDutyDto {
  /** Why; it stands on the trail. @example "Đổi ca với đồng nghiệp" */
  @SaysWhy()
  reason!: string;
}

export class DutiesQuery extends PageQuery {
  /** Duties that reach into the time from here; today's first instant by default. @example 2026-11-24T00:00:00+07:00 */
  @IsOptional()
  @IsInstant()
  from?: string;

  /** To here; a week by default, at most 62 days. @example 2026-12-01T00:00:00+07:00 */
  @IsOptional()
  @IsInstant()
  to?: string;
}
