import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  IsBoolean,
  IsIn,
  IsNotEmpty,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { MayBeAbsent } from '../../../platform/routes/may-be-absent.js';
import { PageQuery } from '../../../platform/routes/pagination.js';
import { Trimmed } from '../../../platform/routes/trimmed.js';
import {
  ALLERGY_CATEGORIES,
  ALLERGY_STATUSES,
  ALLERGY_VERIFICATIONS,
  CRITICALITIES,
  type AllergyCategory,
  type AllergyStatus,
  type AllergyVerification,
  type Criticality,
} from '../history.rules.js';
import { CodedDto } from './coded.dto.js';
import { IsPastPartialInstant } from './history.validators.js';

/** What is said of an allergy besides what it is to. In a change (JSON merge patch, RFC 7396) what is absent stays, and null empties. */
export class AllergyDetailsDto {
  /** @example medication */
  @IsOptional()
  @IsIn(ALLERGY_CATEGORIES)
  category?: AllergyCategory | null;

  /** Harm to expect of another contact. @example high */
  @IsOptional()
  @IsIn(CRITICALITIES)
  criticality?: Criticality | null;

  /** What happened. @example "Nổi mề đay, khó thở" */
  @IsOptional()
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(1000)
  reaction?: string | null;

  /** `active` by default. @example active */
  @MayBeAbsent()
  @IsIn(ALLERGY_STATUSES)
  clinicalStatus?: AllergyStatus;

  /** `confirmed` by default; `entered-in-error` keeps the entry, out of the active ones, for good. @example confirmed */
  @MayBeAbsent()
  @IsIn(ALLERGY_VERIFICATIONS)
  verificationStatus?: AllergyVerification;

  /** Since when: a year, month, day or instant. @example "2015" */
  @IsOptional()
  @IsPastPartialInstant()
  onset?: string | null;
}

export class CreateAllergyDto extends AllergyDetailsDto {
  /** What the allergy is to. @example {"display": "Penicillin", "system": "http://www.whocc.no/atc", "code": "J01C"} */
  @MayBeAbsent()
  @IsObject()
  @ValidateNested()
  @Type(() => CodedDto)
  code?: CodedDto;

  /** True instead of a code: asked, and no allergy (of the category, when one is given) is known. @example false */
  @ApiPropertyOptional() // it has a default, which the description would take for "always there"
  @MayBeAbsent()
  @IsBoolean()
  noneKnown: boolean = false;

  /** The open encounter in which it came to light. @example 019a1b2c-0000-7000-8000-000000000010 */
  @MayBeAbsent()
  @IsUUID()
  encounterId?: string;
}

/** What the allergy is to does not change: a mistake is marked `entered-in-error` and recorded anew. */
export class UpdateAllergyDto extends AllergyDetailsDto {}

export class AllergiesQuery extends PageQuery {
  /** Only those of this clinical status. @example active */
  @IsOptional()
  @IsIn(ALLERGY_STATUSES)
  clinicalStatus?: AllergyStatus;
}
