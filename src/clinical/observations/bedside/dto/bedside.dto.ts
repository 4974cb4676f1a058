import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsInt,
  IsNotEmpty,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import { NamesReason, SaysWhy } from '../../../../platform/care/reason.decorators.js';
import { IsPastInstant } from '../../../../platform/routes/instant.validator.js';
import { MayBeAbsent } from '../../../../platform/routes/may-be-absent.js';
import { PageQuery } from '../../../../platform/routes/pagination.js';
import { Trimmed } from '../../../../platform/routes/trimmed.js';
import { ASSESSMENT_KINDS, type AssessmentKind } from '../assessment.rules.js';
import { DIRECTIONS, FLUID_KINDS, type Direction } from '../fluid.rules.js';
import { LateEntryDto } from '../../../datatypes/dto/late-entry.dto.js';

export class RecordFluidDto extends LateEntryDto {
  /** in or out. @example out */
  @IsIn(DIRECTIONS)
  direction!: Direction;

  /** in: oral, tube-feed, intravenous, blood, irrigation, other; out: urine, stool, vomit, gastric, drain, blood-loss, dialysis, sweat, other. @example urine */
  @IsIn(FLUID_KINDS)
  kind!: (typeof FLUID_KINDS)[number];

  /** mL, 0 to 20000. @example 350 */
  @IsInt()
  @Min(0)
  @Max(20_000)
  volume!: number;

  /** The drain that it came from. @example 019a1b2c-0000-7000-8000-000000000061 */
  @MayBeAbsent()
  @IsUUID()
  siteId?: string;

  /** When; now by default. @example 2026-11-23T08:00:00Z */
  @MayBeAbsent()
  @IsPastInstant()
  effectiveAt?: string;

  /** 1 to 500 characters. @example "Nước tiểu vàng trong" */
  @MayBeAbsent()
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(500)
  comment?: string;

  /** What was looked at again and is right: an unusual volume; the kind, where an infusion runs whose volume counts already. @example ["volume"] */
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(2)
  @IsIn(['volume', 'kind'], { each: true })
  confirmed?: ('volume' | 'kind')[];
}

export class CorrectFluidDto extends RecordFluidDto {
  /** Why, 1 to 500 characters. @example "Gõ nhầm 350 thành 3500" */
  @SaysWhy()
  reason!: string;
}

export class FluidsQuery extends PageQuery {
  /** First moment; the beginning of the day before yesterday by default. @example 2026-11-22T00:00:00Z */
  @IsOptional()
  @IsPastInstant()
  from?: string;

  /** Last moment; now by default. @example 2026-11-23T12:00:00Z */
  @IsOptional()
  @IsPastInstant()
  to?: string;
}

export class RecordSiteDto extends LateEntryDto {
  /** wound or drain. @example drain */
  @IsIn(['wound', 'drain'])
  kind!: 'wound' | 'drain';

  /** What sort, 1 to 100 characters. @example "Dẫn lưu ổ bụng" */
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  type!: string;

  /** Where, 1 to 100 characters. @example "Hố chậu phải" */
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  location!: string;

  /** Since when; now by default. @example 2026-11-23T08:00:00Z */
  @MayBeAbsent()
  @IsPastInstant()
  startedAt?: string;
}

export class EndSiteDto {
  /** Why, 1 to 500 characters. @example "Rút ống, không còn dịch" */
  @NamesReason()
  reason!: string;

  /** When; now by default. @example 2026-11-25T08:00:00Z */
  @MayBeAbsent()
  @IsPastInstant()
  endedAt?: string;
}

export class BecauseDto {
  /** Why, 1 to 500 characters. @example "Rút ống, không còn dịch" */
  @SaysWhy()
  reason!: string;
}

export class AssessDto extends LateEntryDto {
  /** morse, braden or wound. @example morse */
  @IsIn(ASSESSMENT_KINDS)
  kind!: AssessmentKind;

  /** Of a scale the points of each item; of a wound what was seen. @example {"fallHistory": 25, "secondaryDiagnosis": 15, "ambulatoryAid": 0, "intravenousAccess": 20, "gait": 0, "mentalStatus": 0} */
  @IsObject()
  items!: Record<string, number | string>;

  /** The wound. @example 019a1b2c-0000-7000-8000-000000000061 */
  @MayBeAbsent()
  @IsUUID()
  siteId?: string;

  /** What is planned, 1 to 1000 characters; what the risk asks for by default. @example "Đổi tư thế mỗi 2 giờ" */
  @MayBeAbsent()
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(1000)
  plan?: string;

  /** When; now by default. @example 2026-11-23T08:00:00Z */
  @MayBeAbsent()
  @IsPastInstant()
  effectiveAt?: string;
}

export class EscalateDto {
  /** What is said to who is called, 1 to 500 characters. @example "SpO₂ tụt còn 86 %, thở 32 lần/phút" */
  @MayBeAbsent()
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(500)
  note?: string;

  /** Who is called; whoever is on duty by default. @example 019a1b2c-0000-7000-8000-000000000003 */
  @MayBeAbsent()
  @IsUUID()
  staffId?: string;
}

export class AcknowledgeDto {
  /** What is done, 1 to 500 characters. @example "Đã khám, cho thở oxy mặt nạ, làm khí máu" */
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(500)
  response!: string;
}

export class BedsideQuery extends PageQuery {}
