import { applyDecorators } from '@nestjs/common';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
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
import { Trimmed } from '../../../platform/routes/trimmed.js';
import { SaysWhy } from '../../../platform/care/reason.decorators.js';
import { PageQuery } from '../../../platform/routes/pagination.js';
import {
  PROBLEM_RANKS,
  PROBLEM_STATUSES,
  PROBLEM_VERIFICATIONS,
  type ProblemRank,
  type ProblemStatus,
  type ProblemVerification,
} from '../history.rules.js';
import { CodedDto } from './coded.dto.js';
import { DIAGNOSIS_DOUBTS, type DiagnosisDoubt } from '../icd10-usual.rules.js';
import { IsPastPartialInstant } from './history.validators.js';

/** How a problem goes. In a change (JSON merge patch, RFC 7396) what is absent stays, and null empties. */
export class ProblemDetailsDto {
  /** `active` by default; a problem with an `abatement` is `resolved`. @example active */
  @MayBeAbsent()
  @IsIn(PROBLEM_STATUSES)
  clinicalStatus?: ProblemStatus;

  /** `confirmed` by default; `entered-in-error` keeps the entry, out of the active ones, for good. @example provisional */
  @MayBeAbsent()
  @IsIn(PROBLEM_VERIFICATIONS)
  verificationStatus?: ProblemVerification;

  /** Since when: a year, month, day or instant. @example "2015" */
  @IsOptional()
  @IsPastPartialInstant()
  onset?: string | null;

  /** Until when. @example 2026-11-20 */
  @IsOptional()
  @IsPastPartialInstant()
  abatement?: string | null;

  /** Main or additional diagnosis of its encounter. @example main */
  @IsOptional()
  @IsIn(PROBLEM_RANKS)
  rank?: ProblemRank | null;

  /** The doctor's own words, beside the text of the code. @example "Viêm phổi thùy dưới phải" */
  @IsOptional()
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(1000)
  note?: string | null;
}

/** Why something is said of a stay only after its record was closed, in words that say something; kept on the trail. */
const LateReason = (): PropertyDecorator => applyDecorators(MayBeAbsent(), SaysWhy());

/** What a problem is called: an ICD-10 code on the list needs no words, since its text belongs to it. */
export class ProblemCodeDto extends CodedDto {
  /** @example "Viêm phổi, không xác định" */
  @MayBeAbsent()
  override display!: string;
}

export class CreateProblemDto extends ProblemDetailsDto {
  /** An ICD-10 code (`system` icd-10 or its URI) must have the form of one. */
  @ValidateNested()
  @Type(() => ProblemCodeDto)
  @IsObject()
  code!: ProblemCodeDto;

  /**
   * Where a diagnosis was asked about, looked at again and is right: `icd-10-sex`, `icd-10-age` for one that hardly fits the patient,
   * `icd-10-not-listed` for a code that is not on the list. @example ["icd-10-sex"]
   */
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(3)
  @IsIn(DIAGNOSIS_DOUBTS, { each: true })
  confirmed?: DiagnosisDoubt[];

  /** The encounter in which it was found; after its end, those who cared may still say so. @example 019a1b2c-0000-7000-8000-000000000010 */
  @MayBeAbsent()
  @IsUUID()
  encounterId?: string;

  /** Of an encounter whose record is closed: why only now. @example "Mã hóa chẩn đoán khi hoàn tất hồ sơ" */
  @LateReason()
  lateReason?: string;
}

/** What the problem is does not change: a mistake is marked `entered-in-error`, another diagnosis is recorded anew. */
export class UpdateProblemDto extends ProblemDetailsDto {
  /** Of an encounter whose record is closed: why it is changed. @example "Ghi nhầm mã chẩn đoán" */
  @LateReason()
  lateReason?: string;
}

export class ProblemsQuery extends PageQuery {
  /** Only those of this clinical status. @example active */
  @IsOptional()
  @IsIn(PROBLEM_STATUSES)
  clinicalStatus?: ProblemStatus;
}
