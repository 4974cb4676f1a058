import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayNotEmpty, ArrayUnique, IsArray, IsIn, IsUUID, ValidateNested } from 'class-validator';
import { NamesReason } from '../../../platform/care/reason.decorators.js';
import { MayBeAbsent } from '../../../platform/routes/may-be-absent.js';
import { RULES, type CheckRule } from '../checks/finding.js';

/** Why a check is signed over. */
export class OverrideDto {
  /** @example daily-dose */
  @ApiProperty({ enum: RULES })
  @IsIn(RULES)
  rule!: CheckRule;

  /** @example "Đã hội chẩn với dược lâm sàng" */
  @NamesReason()
  reason!: string;
}

/** With which reasons checks are signed over. */
export class SigningDto {
  /** One for each check that is signed over; they are kept with the order and on the trail. */
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(30)
  @ValidateNested({ each: true })
  @Type(() => OverrideDto)
  overrides?: OverrideDto[];
}

/** For whom a draft is signed, when it is somebody else's. */
export class SignOrderDto extends SigningDto {
  /** Who wrote the draft, when that is not who signs. @example 019a1b2c-0000-7000-8000-000000000001 */
  @MayBeAbsent()
  @IsUUID()
  onBehalfOf?: string;
}

/** Several drafts of an encounter, signed together. */
export class SignOrdersDto extends SigningDto {
  /** @example ["019a1b2c-0000-7000-8000-000000000005"] */
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(50)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  ids!: string[];
}
