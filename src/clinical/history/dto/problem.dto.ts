import { Type } from 'class-transformer';
import { IsIn, IsObject, IsOptional, IsUUID, ValidateNested } from 'class-validator';
import { MayBeAbsent } from '../../../platform/routes/may-be-absent.js';
import { PageQuery } from '../../../platform/routes/pagination.js';
import {
  PROBLEM_STATUSES,
  PROBLEM_VERIFICATIONS,
  type ProblemStatus,
  type ProblemVerification,
} from '../history.rules.js';
import { CodedDto } from './coded.dto.js';
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
}

export class CreateProblemDto extends ProblemDetailsDto {
  /** An ICD-10 code (`system` icd-10 or its URI) must have the form of one. */
  @ValidateNested()
  @Type(() => CodedDto)
  @IsObject()
  code!: CodedDto;

  /** The open encounter in which it was found. @example 019a1b2c-0000-7000-8000-000000000010 */
  @MayBeAbsent()
  @IsUUID()
  encounterId?: string;
}

/** What the problem is does not change: a mistake is marked `entered-in-error`, another diagnosis is recorded anew. */
export class UpdateProblemDto extends ProblemDetailsDto {}

export class ProblemsQuery extends PageQuery {
  /** Only those of this clinical status. @example active */
  @IsOptional()
  @IsIn(PROBLEM_STATUSES)
  clinicalStatus?: ProblemStatus;
}
