import { IntersectionType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsBoolean, IsIn, IsNumber, IsObject, IsPositive, IsUUID, Max, Min, ValidateNested } from 'class-validator';
import { NamesReason, SaysWhy } from '../../../platform/care/reason.decorators.js';
import { IsPastInstant } from '../../../platform/routes/instant.validator.js';
import { MayBeAbsent } from '../../../platform/routes/may-be-absent.js';
import { WitnessPin } from '../../../platform/security/dto/witness-pin.js';
import { LateEntryDto } from '../../datatypes/dto/late-entry.dto.js';
import { HappenedAlready } from './happened.js';
import { NotGivenDto, RateDto, ScanDto } from './dose.dto.js';
import { ToldAgainstDto } from './told-against.dto.js';

/** mL that a patient takes at most of one infusion: ten bags of the largest kind. */
const MOST_INFUSED = 100_000;

/** When something was done to an infusion, and who looked on. */
export class InfusionStepDto extends LateEntryDto {
  /** When; now by default. @example 2026-11-28T07:05:00Z */
  @MayBeAbsent()
  @IsPastInstant()
  at?: string;

  /** The second person, for a high-alert medicine. @example 019a1b2c-0000-7000-8000-000000000001 */
  @MayBeAbsent()
  @IsUUID()
  witnessId?: string;

  @WitnessPin()
  witnessPin?: string;
}

export class ChangeRateDto extends IntersectionType(InfusionStepDto, RateDto) {
  /** @example "Huyết áp trung bình 60 mmHg" */
  @NamesReason()
  reason!: string;

  /** That a rate below the ordered ones was looked at again and is meant. @example true */
  @MayBeAbsent()
  @IsBoolean()
  confirmed?: boolean;

  @HappenedAlready()
  happened?: boolean;
}

export class ResumeDto extends InfusionStepDto {
  /** How fast it is set from now on; as before by default. */
  @MayBeAbsent()
  @IsObject()
  @ValidateNested()
  @Type(() => RateDto)
  rate?: RateDto;

  /** Needed where it is set slower than was ordered, and other than before. @example "Huyết áp đã ổn định" */
  @MayBeAbsent()
  @NamesReason()
  reason?: string;

  @HappenedAlready()
  happened?: boolean;
}

export class ChangeBagDto extends InfusionStepDto {
  /** mL; as ordered by default. @example 500 */
  @MayBeAbsent()
  @IsNumber({ maxDecimalPlaces: 1 })
  @IsPositive()
  @Max(10_000)
  volume?: number;

  @MayBeAbsent()
  @IsObject()
  @ValidateNested()
  @Type(() => ScanDto)
  scan?: ScanDto;

  /** Needed where it is far larger or smaller than was ordered. @example "Kho chỉ còn túi 100 mL" */
  @MayBeAbsent()
  @NamesReason()
  reason?: string;

  @HappenedAlready()
  happened?: boolean;
}

export class FinishDoseDto extends IntersectionType(LateEntryDto, ToldAgainstDto) {
  /** When it ended; now by default. @example 2026-11-28T03:05:00Z */
  @MayBeAbsent()
  @IsPastInstant()
  endedAt?: string;

  /** mL that went in in all; all that was hung by default. @example 500 */
  @MayBeAbsent()
  @IsNumber({ maxDecimalPlaces: 1 })
  @Min(0)
  @Max(MOST_INFUSED)
  volume?: number;

  /** Needed where more went in than was hung. @example "Chai pha dư 20 mL" */
  @MayBeAbsent()
  @NamesReason()
  reason?: string;
}

export class StopDoseDto extends IntersectionType(NotGivenDto, ToldAgainstDto) {
  /** mL that went in in all; needed where what runs is told in mL. @example 120 */
  @MayBeAbsent()
  @IsNumber({ maxDecimalPlaces: 1 })
  @Min(0)
  @Max(MOST_INFUSED)
  volume?: number;
}

export const STEP_CORRECTIONS = ['otherwise', 'not-happened'] as const;

/** What is right of something that was done to an infusion. */
export class CorrectStepDto extends ToldAgainstDto {
  /** It happened otherwise, as the fields below say; or not at all. @example otherwise */
  @IsIn(STEP_CORRECTIONS)
  outcome!: (typeof STEP_CORRECTIONS)[number];

  /** Why the record was wrong. @example "Gõ nhầm 25 thành 250" */
  @SaysWhy()
  reason!: string;

  /** When it happened; as recorded by default. @example 2026-11-28T07:05:00Z */
  @MayBeAbsent()
  @IsPastInstant()
  at?: string;

  /** How fast it was set; as recorded by default. */
  @MayBeAbsent()
  @IsObject()
  @ValidateNested()
  @Type(() => RateDto)
  rate?: RateDto;

  /** mL of the bag, or what went in in all; as recorded by default. @example 120 */
  @MayBeAbsent()
  @IsNumber({ maxDecimalPlaces: 1 })
  @Min(0)
  @Max(MOST_INFUSED)
  volume?: number;
}
