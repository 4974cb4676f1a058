import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  Equals,
  IsArray,
  IsIn,
  IsInt,
  IsNotEmpty,
  IsNumber,
  IsObject,
  IsPositive,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { IsInstant } from '../../../platform/routes/instant.validator.js';
import { MayBeAbsent } from '../../../platform/routes/may-be-absent.js';
import { Trimmed } from '../../../platform/routes/trimmed.js';
import { DOSE_UNITS, type DoseUnit } from '../dose.rules.js';
import { RUN_UNITS, type RunUnit } from '../infusion-rate.rules.js';
import { orderWords } from '../orders.words.js';
import { unitSpelled } from '../unit-spelling.rules.js';
import { GLUCOSE_UNITS, type GlucoseUnit } from '../glucose-scale.rules.js';

/** What is given at one time. */
export class DoseDto {
  /** Above zero. @example 500 */
  @IsNumber({ maxDecimalPlaces: 4 })
  @IsPositive()
  @Max(1_000_000)
  value!: number;

  /** UCUM; mcg, IU and ml are understood. @example mg */
  @ApiProperty({ enum: DOSE_UNITS })
  @Transform(({ value }) => unitSpelled(value))
  @IsIn(DOSE_UNITS)
  unit!: DoseUnit;
}

/** When needed: how often at most. */
export class AsNeededDto {
  /** What for. @example "Đau từ 4 điểm trở lên" */
  @MayBeAbsent()
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(300)
  reason?: string;

  /** Least hours between two. @example 6 */
  @IsNumber({ maxDecimalPlaces: 2 })
  @Min(0.05)
  @Max(168)
  minimumGapHours!: number;

  /** Most times within 24 hours. @example 4 */
  @IsInt()
  @Min(1)
  @Max(96)
  maximumPerDay!: number;
}

/** When it is done: fixed times, an interval, or once; or when needed. */
export class TimingDto {
  /** Of every day, Vietnamese time. @example ["08:00", "20:00"] */
  @MayBeAbsent()
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(24)
  @Matches(/^([01]\d|2[0-3]):[0-5]\d$/, { each: true, context: orderWords.timeOfDay })
  times?: string[];

  /** Hours from one to the next. @example 8 */
  @MayBeAbsent()
  @IsNumber({ maxDecimalPlaces: 2 })
  @Min(0.25)
  @Max(720)
  everyHours?: number;

  /** One time only; true or left out. @example true */
  @ApiPropertyOptional({ type: Boolean })
  @MayBeAbsent()
  @Equals(true)
  once?: true;

  @MayBeAbsent()
  @IsObject()
  @ValidateNested()
  @Type(() => AsNeededDto)
  asNeeded?: AsNeededDto;

  /** When it begins; at its signing by default. @example 2026-11-28T01:00:00Z */
  @MayBeAbsent()
  @IsInstant()
  startAt?: string;

  /** For how many days; until it is discontinued by default. @example 5 */
  @MayBeAbsent()
  @IsInt()
  @Min(1)
  @Max(365)
  durationDays?: number;
}

/** How fast a bag runs. */
export class InfusionRateDto {
  /** Above zero. @example 60 */
  @IsNumber({ maxDecimalPlaces: 2 })
  @IsPositive()
  @Max(2000)
  value!: number;

  /** mL an hour, or drops a minute of a set of 20 drops a mL. @example mL/h */
  @ApiProperty({ enum: RUN_UNITS })
  @Transform(({ value }) => unitSpelled(value))
  @IsIn(RUN_UNITS)
  unit!: RunUnit;
}

/** What a medicine is diluted in, and how it runs. */
export class InfusionDto {
  /** What it is diluted in. @example "Natri clorid 0,9 %" */
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  fluid!: string;

  /** All that runs, in mL. @example 500 */
  @IsNumber({ maxDecimalPlaces: 2 })
  @IsPositive()
  @Max(10_000)
  volume!: number;

  /** How much of the medicine is in it, where `dose` is a rate; otherwise that is `dose`. */
  @MayBeAbsent()
  @IsObject()
  @ValidateNested()
  @Type(() => DoseDto)
  amount?: DoseDto;

  /** How fast it runs, where `dose` is an amount. */
  @MayBeAbsent()
  @IsObject()
  @ValidateNested()
  @Type(() => InfusionRateDto)
  rate?: InfusionRateDto;
}

/** Between which rates it may be set at the bedside: in the unit of the dose where that is a rate, else in that of the rate of the bag. */
export class TitrationDto {
  /** The lowest that keeps what was asked for; below it whoever sets it is asked. @example 2 */
  @IsNumber({ maxDecimalPlaces: 4 })
  @Min(0)
  @Max(1_000_000)
  low!: number;

  /** The highest; above it takes a new order. @example 20 */
  @IsNumber({ maxDecimalPlaces: 4 })
  @IsPositive()
  @Max(1_000_000)
  high!: number;

  /** What it is set for. @example "Huyết áp trung bình từ 65 mmHg" */
  @MayBeAbsent()
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(300)
  target?: string;
}

/** One range of a sliding scale: its dose is given from `from` on, below `to`. */
export class ScaleRangeDto {
  /** @example 8 */
  @IsNumber({ maxDecimalPlaces: 2 })
  @Min(0)
  @Max(2000)
  from!: number;

  /** @example 12 */
  @IsNumber({ maxDecimalPlaces: 2 })
  @Min(0)
  @Max(2000)
  to!: number;

  /** In the unit of the order's dose; 0 for none. @example 4 */
  @IsNumber({ maxDecimalPlaces: 2 })
  @Min(0)
  @Max(1000)
  dose!: number;
}

/** The measured blood glucose picks the dose; outside of the ranges the doctor is called. */
export class SlidingScaleDto {
  /** Of the ranges. @example mmol/L */
  @ApiProperty({ enum: GLUCOSE_UNITS })
  @IsIn(GLUCOSE_UNITS)
  unit!: GlucoseUnit;

  /** From low to high, without gaps. */
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(12)
  @ValidateNested({ each: true })
  @Type(() => ScaleRangeDto)
  ranges!: ScaleRangeDto[];
}
