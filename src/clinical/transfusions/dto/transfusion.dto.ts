import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  IsIn,
  IsInt,
  IsNotEmpty,
  IsObject,
  IsString,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { NamesReason } from '../../../platform/care/reason.decorators.js';
import { IsInstant, IsPastInstant } from '../../../platform/routes/instant.validator.js';
import { MayBeAbsent } from '../../../platform/routes/may-be-absent.js';
import { WitnessPin } from '../../../platform/security/dto/witness-pin.js';
import { Trimmed } from '../../../platform/routes/trimmed.js';
import {
  ABO_GROUPS,
  PRODUCTS,
  RHD_GROUPS,
  type AboGroup,
  type Product,
  type RhdGroup,
} from '../compatibility.rules.js';
import { OUTCOMES, type Outcome } from '../transfusion-state.rules.js';

export class BloodGroupDto {
  /** @example O */
  @ApiProperty({ enum: ABO_GROUPS })
  @IsIn(ABO_GROUPS)
  abo!: AboGroup;

  /** @example positive */
  @ApiProperty({ enum: RHD_GROUPS })
  @IsIn(RHD_GROUPS)
  rhd!: RhdGroup;
}

/** What two people compare at the bedside before a unit runs. */
export class BeginTransfusionDto {
  /** The number on the patient's wristband, as it was read there. @example 79016-00000007 */
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(40)
  patientMrn!: string;

  /** The donation's number on the label (ISBT 128, or the blood bank's own). @example V0161-26-000123 */
  @Trimmed()
  @Matches(/^[A-Za-z0-9-]{3,40}$/)
  unitNumber!: string;

  /** @example red-cells */
  @ApiProperty({ enum: PRODUCTS })
  @IsIn(PRODUCTS)
  product!: Product;

  /** Of the unit, as its label says. */
  @IsObject()
  @ValidateNested()
  @Type(() => BloodGroupDto)
  unitGroup!: BloodGroupDto;

  /** Of the patient, as the bedside test or the laboratory's report says. */
  @IsObject()
  @ValidateNested()
  @Type(() => BloodGroupDto)
  patientGroup!: BloodGroupDto;

  /** Until when the unit may be used. @example 2026-12-20T16:59:00Z */
  @IsInstant()
  expiresAt!: string;

  /** Who compared with you. @example 019a1b2c-0000-7000-8000-000000000001 */
  @IsUUID()
  witnessId!: string;

  @WitnessPin()
  witnessPin?: string;

  /** Why a unit is given that fits only for a reason. @example "Không có máu Rh âm, bác sĩ Lan quyết định" */
  @MayBeAbsent()
  @NamesReason()
  reason?: string;

  /** Now by default. @example 2026-11-28T08:05:00Z */
  @MayBeAbsent()
  @IsPastInstant()
  startedAt?: string;
}

/** How a transfusion ended. */
export class EndTransfusionDto {
  /** @example completed */
  @ApiProperty({ enum: OUTCOMES })
  @IsIn(OUTCOMES)
  outcome!: Outcome;

  /** In mL. @example 250 */
  @IsInt()
  @Min(0)
  @Max(2000)
  volume!: number;

  /** What was seen of a reaction. @example "Rét run, mẩn đỏ ở ngực" */
  @MayBeAbsent()
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(1000)
  reaction?: string;

  /** Why it was stopped. @example "Nghi phản ứng tan máu" */
  @MayBeAbsent()
  @NamesReason()
  reason?: string;

  /** Now by default. @example 2026-11-28T09:40:00Z */
  @MayBeAbsent()
  @IsPastInstant()
  endedAt?: string;
}
