import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsNotEmpty,
  IsString,
  IsUUID,
  Matches,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { NamesReason, SaysWhy } from '../../../platform/care/reason.decorators.js';
import { IsPastInstant } from '../../../platform/routes/instant.validator.js';
import { MayBeAbsent } from '../../../platform/routes/may-be-absent.js';
import { Trimmed } from '../../../platform/routes/trimmed.js';
import { encounterWords } from '../encounters.words.js';
import { DISPOSITIONS, type Disposition } from './encounter.dto.js';

/** One thing left open, or all of a kind. */
export class PassedOverDto {
  /** The id of one item. @example 019a1b2c-0000-7000-8000-000000000070 */
  @MayBeAbsent()
  @IsUUID()
  item?: string;

  /** All items of a kind, where none is named. @example active-order */
  @MayBeAbsent()
  @IsString()
  @IsNotEmpty()
  @MaxLength(40)
  kind?: string;

  /** Why it may stay open, 1 to 500 characters. @example "Kết quả cấy máu trả sau, đã hẹn người bệnh" */
  @NamesReason()
  reason!: string;
}

const whatOf = (one: PassedOverDto | null): unknown => one?.item?.toLowerCase() ?? one?.kind;

/** How a patient left, and what that way of leaving says besides. */
export class LeavingDto {
  /** home (về nhà), other-hcf (chuyển viện), aadvice (xin về), absconded (trốn viện), exp (tử vong), oth. @example home */
  @IsIn(DISPOSITIONS)
  disposition!: Disposition;

  /** Up to 2,000 characters. @example "Hết sốt, tái khám sau 7 ngày" */
  @MayBeAbsent()
  @IsString()
  @MaxLength(2000)
  note?: string;

  /** Where the patient was transferred to: with other-hcf only, and then always. @example "Bệnh viện Chợ Rẫy" */
  @MayBeAbsent()
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(300)
  destination?: string;

  /** The code of that facility (mã cơ sở khám bệnh, chữa bệnh), five digits. @example "79024" */
  @MayBeAbsent()
  @IsString()
  @Matches(/^\d{5}$/, { context: encounterWords.facilityCode })
  destinationCode?: string;

  /** Cause of death in words: with exp only. @example "Suy hô hấp cấp do viêm phổi" */
  @MayBeAbsent()
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(500)
  deathCause?: string;

  /** Where the patient died: with exp only. @example "Khoa Nội tổng hợp" */
  @MayBeAbsent()
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  deathPlace?: string;
}

export class DischargeDto extends LeavingDto {
  /** When the patient left; now by default. @example 2026-11-25T03:00:00Z */
  @MayBeAbsent()
  @IsPastInstant()
  at?: string;

  /** What is open and may stay so, each with a reason. */
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(200)
  @ArrayUnique(whatOf)
  @ValidateNested({ each: true })
  @Type(() => PassedOverDto)
  passedOver?: PassedOverDto[];
}

export class CorrectDischargeDto extends LeavingDto {
  /** What was wrong, 1 to 500 characters. @example "Chọn nhầm tình trạng ra viện" */
  @SaysWhy()
  reason!: string;
}

export class ReopenDto {
  /** What was wrong with the discharge, 1 to 500 characters. @example "Cho ra viện nhầm người bệnh" */
  @SaysWhy()
  reason!: string;
}
