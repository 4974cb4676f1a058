import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import {
  IsIn,
  IsNotEmpty,
  IsNumber,
  IsObject,
  IsOptional,
  IsPositive,
  IsString,
  IsUUID,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { NamesReason, SaysWhy } from '../../../platform/care/reason.decorators.js';
import { GLUCOSE_UNITS, type GlucoseUnit } from '../../orders/glucose-scale.rules.js';
import { unitSpelled } from '../../orders/unit-spelling.rules.js';
import { IsCalendarDay } from '../../../platform/audit/reports/period.js';
import { IsInstant, IsPastInstant } from '../../../platform/routes/instant.validator.js';
import { MayBeAbsent } from '../../../platform/routes/may-be-absent.js';
import { WitnessPin } from '../../../platform/security/dto/witness-pin.js';
import { Trimmed } from '../../../platform/routes/trimmed.js';
import { LateEntryDto } from '../../datatypes/dto/late-entry.dto.js';
import { HappenedAlready } from './happened.js';
import { ToldAgainstDto } from './told-against.dto.js';

export class GivenDoseDto {
  /** @example 500 */
  @IsNumber({ maxDecimalPlaces: 4 })
  @Min(0)
  @Max(1_000_000)
  value!: number;

  /** The unit of the order. @example mg */
  @Transform(({ value }) => unitSpelled(value))
  @IsString()
  @MaxLength(20)
  unit!: string;
}

/** What a reader of barcodes read at the bedside; compared with the order, and what differs is refused. */
export class ScanDto {
  /** The wristband: the number of the patient (MRN). @example 79016-00000007 */
  @MayBeAbsent()
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(64)
  patient?: string;

  /** The package: the code of the medicine. @example N02BE01 */
  @MayBeAbsent()
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(64)
  medication?: string;
}

/** What was measured before a dose of a sliding scale. */
export class MeasuredDto {
  /** @example 11.2 */
  @IsNumber({ maxDecimalPlaces: 2 })
  @IsPositive()
  @Max(2000)
  value!: number;

  /** @example mmol/L */
  @ApiProperty({ enum: GLUCOSE_UNITS })
  @IsIn(GLUCOSE_UNITS)
  unit!: GlucoseUnit;
}

/** How fast what runs in is set. */
export class RateDto {
  /** @example 20 */
  @IsNumber({ maxDecimalPlaces: 4 })
  @Min(0)
  @Max(1_000_000)
  value!: number;

  /** The unit of the order by default; mL/h and drops a minute are understood where the concentration is known. @example mL/h */
  @MayBeAbsent()
  @Transform(({ value }) => unitSpelled(value))
  @IsString()
  @IsNotEmpty()
  @MaxLength(20)
  unit?: string;
}

export class GiveDoseDto extends LateEntryDto {
  /** When it was given; now by default. @example 2026-11-28T01:05:00Z */
  @MayBeAbsent()
  @IsPastInstant()
  givenAt?: string;

  /** What was given; as ordered by default. */
  @MayBeAbsent()
  @IsObject()
  @ValidateNested()
  @Type(() => GivenDoseDto)
  dose?: GivenDoseDto;

  /** Blood glucose, for a sliding scale: it picks the dose; outside of the scale nothing is given and the doctor is told. */
  @MayBeAbsent()
  @IsObject()
  @ValidateNested()
  @Type(() => MeasuredDto)
  measured?: MeasuredDto;

  /** How fast it is set, of what runs in; as ordered by default. */
  @MayBeAbsent()
  @IsObject()
  @ValidateNested()
  @Type(() => RateDto)
  rate?: RateDto;

  /** mL of the bag that is hung, of what runs in; as ordered by default. @example 500 */
  @MayBeAbsent()
  @IsNumber({ maxDecimalPlaces: 1 })
  @IsPositive()
  @Max(10_000)
  volume?: number;

  /** The way it was given; refused when it is not the ordered one. @example oral */
  @MayBeAbsent()
  @Trimmed()
  @IsString()
  @MaxLength(40)
  route?: string;

  @MayBeAbsent()
  @IsObject()
  @ValidateNested()
  @Type(() => ScanDto)
  scan?: ScanDto;

  /** The second person, who checked a high-alert medicine. @example 019a1b2c-0000-7000-8000-000000000001 */
  @MayBeAbsent()
  @IsUUID()
  witnessId?: string;

  @WitnessPin()
  witnessPin?: string;

  /** Why it is early, late, or less than was ordered. @example "Người bệnh đi chụp phim" */
  @MayBeAbsent()
  @NamesReason()
  reason?: string;

  /** @example "Uống sau ăn" */
  @MayBeAbsent()
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(1000)
  comment?: string;

  @HappenedAlready()
  happened?: boolean;
}

/** Why a dose is not given. */
export class NotGivenDto extends LateEntryDto {
  /** @example "Huyết áp 85/50 mmHg" */
  @NamesReason()
  reason!: string;

  /** When; now by default. @example 2026-11-28T01:05:00Z */
  @MayBeAbsent()
  @IsPastInstant()
  at?: string;
}

export class WastedDto {
  /** @example 50 */
  @IsNumber({ maxDecimalPlaces: 4 })
  @IsPositive()
  @Max(1_000_000)
  value!: number;

  /** @example mg */
  @Transform(({ value }) => unitSpelled(value))
  @IsString()
  @IsNotEmpty()
  @MaxLength(20)
  unit!: string;
}

export class WasteDoseDto extends NotGivenDto {
  /** How much was thrown away. */
  @IsObject()
  @ValidateNested()
  @Type(() => WastedDto)
  amount!: WastedDto;

  /** Who saw it; needed for a high-alert medicine. @example 019a1b2c-0000-7000-8000-000000000001 */
  @MayBeAbsent()
  @IsUUID()
  witnessId?: string;

  @WitnessPin()
  witnessPin?: string;
}

export const CORRECTIONS = ['given', 'not-given'] as const;

export class CorrectDoseDto extends ToldAgainstDto {
  /** What is right: it was given, with the values below; or nothing of what is recorded happened, and the dose is open again. @example not-given */
  @IsIn(CORRECTIONS)
  outcome!: (typeof CORRECTIONS)[number];

  /** Why the record was wrong. @example "Ghi nhầm giường bên cạnh" */
  @SaysWhy()
  reason!: string;

  /** When it was given; as recorded by default. @example 2026-11-28T01:05:00Z */
  @MayBeAbsent()
  @IsPastInstant()
  givenAt?: string;

  /** What was given; as recorded by default. */
  @MayBeAbsent()
  @IsObject()
  @ValidateNested()
  @Type(() => GivenDoseDto)
  dose?: GivenDoseDto;
}

export class MarQuery {
  /** From when; a day before now by default, or the beginning of `date`. @example 2026-11-27T17:00:00Z */
  @ApiPropertyOptional()
  @IsOptional()
  @IsInstant()
  from?: string;

  /** Until when, not included, at most 7 days later; a day after now by default. @example 2026-11-28T17:00:00Z */
  @ApiPropertyOptional()
  @IsOptional()
  @IsInstant()
  to?: string;

  /** A day of the ward's clock instead. @example 2026-11-28 */
  @ApiPropertyOptional()
  @IsOptional()
  @IsCalendarDay()
  date?: string;
}

export class DisclosureQuery {
  /** A day of the ward's clock; today by default. @example 2026-11-28 */
  @ApiPropertyOptional()
  @IsOptional()
  @IsCalendarDay()
  date?: string;
}
