import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsInt,
  IsObject,
  IsString,
  IsUUID,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { applyDecorators, type Type as Class } from '@nestjs/common';
import { NamesReason, SaysWhy } from '../../../platform/care/reason.decorators.js';
import { IsPastInstant } from '../../../platform/routes/instant.validator.js';
import { MayBeAbsent } from '../../../platform/routes/may-be-absent.js';
import { GivenDoseDto } from '../../doses/dto/dose.dto.js';
import { AssessDto, RecordFluidDto, RecordSiteDto } from '../../observations/bedside/dto/bedside.dto.js';
import { ChartVitalsDto } from '../../observations/dto/vitals.dto.js';

const entriesOf = (kind: () => Class): PropertyDecorator =>
  applyDecorators(MayBeAbsent(), IsArray(), IsObject({ each: true }), ValidateNested({ each: true }), Type(kind));

export const LATE_OUTCOMES = ['given', 'held', 'refused'] as const;

/** What became of a planned dose. */
export class LateDoseDto {
  /** The dose, as the sheet of medicines names it. @example 019a1b2c-0000-7000-8000-000001c8a1b2 */
  @IsUUID()
  id!: string;

  /** Its version on the sheet that was read; 0 while nothing is recorded. @example 0 */
  @IsInt()
  @Min(0)
  version!: number;

  /** given, held or refused. @example given */
  @IsIn(LATE_OUTCOMES)
  outcome!: (typeof LATE_OUTCOMES)[number];

  /** When it was. @example 2026-11-28T01:05:00Z */
  @IsPastInstant()
  at!: string;

  /** What was given; as ordered by default. */
  @MayBeAbsent()
  @IsObject()
  @ValidateNested()
  @Type(() => GivenDoseDto)
  dose?: GivenDoseDto;

  /** Why it was not given, or early, late or less than ordered, 1 to 500 characters. @example "Người bệnh đi chụp phim" */
  @MayBeAbsent()
  @NamesReason()
  reason?: string;

  /** The second person, for a high-alert medicine. @example 019a1b2c-0000-7000-8000-000000000001 */
  @MayBeAbsent()
  @IsUUID()
  witnessId?: string;
}

/** What was assessed; a wound of the same paper is named by its place there. */
export class LateAssessDto extends AssessDto {
  /** Instead of `siteId` the place in `sites` of a wound that is new on this paper, from 0. @example 0 */
  @MayBeAbsent()
  @IsInt()
  @Min(0)
  @Max(99)
  newSite?: number;
}

/** What was written on paper for one patient; at most 100 of each kind. */
export class LateEntriesDto {
  /** Why it is charted only now, 1 to 500 characters. @example "Mất điện từ 14 h đến 16 h, ghi giấy" */
  @SaysWhy()
  reason!: string;

  /** Rounds, each with `effectiveAt`. */
  @ArrayMaxSize(100)
  @entriesOf(() => ChartVitalsDto)
  vitals?: ChartVitalsDto[];

  /** Intake and output, each with `effectiveAt`. */
  @ArrayMaxSize(100)
  @entriesOf(() => RecordFluidDto)
  fluids?: RecordFluidDto[];

  /** New wounds and drains, each with `startedAt`. */
  @ArrayMaxSize(100)
  @entriesOf(() => RecordSiteDto)
  sites?: RecordSiteDto[];

  /** Risks, and how wounds looked, each with `effectiveAt`. */
  @ArrayMaxSize(100)
  @entriesOf(() => LateAssessDto)
  assessments?: LateAssessDto[];

  @ArrayMaxSize(100)
  @entriesOf(() => LateDoseDto)
  doses?: LateDoseDto[];

  /** Entries that are like one on record and are others all the same, as the refusal named them. @example ["fluids/0"] */
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(100)
  @IsString({ each: true })
  @MaxLength(30, { each: true })
  confirmed?: string[];
}
