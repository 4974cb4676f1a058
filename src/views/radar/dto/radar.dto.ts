import {
  IsBoolean,
  IsIn,
  IsISO8601,
  IsNotEmpty,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  MaxLength,
} from 'class-validator';
import { SaysWhy } from '../../../platform/care/reason.decorators.js';
import { MayBeAbsent } from '../../../platform/routes/may-be-absent.js';
import { PageQuery } from '../../../platform/routes/pagination.js';
import { Trimmed } from '../../../platform/routes/trimmed.js';
import { RULE_CODES } from '../rules/index.js';

export const OUTCOMES = ['justified', 'unjustified', 'needs-follow-up'] as const;
export type Outcome = (typeof OUTCOMES)[number];

export class RadarCasesQuery extends PageQuery {
  /** @example open */
  @IsOptional()
  @IsIn(['open', 'closed'])
  state?: 'open' | 'closed';

  /** @example no-care-relationship */
  @IsOptional()
  @IsIn(RULE_CODES)
  rule?: string;

  /** Who opened the record, a person or another system. */
  @IsOptional()
  @IsUUID()
  actorId?: string;

  /** Whose record was opened. */
  @IsOptional()
  @IsUUID()
  patientId?: string;
}

/** What the reviewer found. */
export class ReviewDto {
  /** @example justified */
  @IsIn(OUTCOMES)
  outcome!: Outcome;

  /** What was asked and answered. @example "Trực thay khoa Nội đêm đó, có lịch trực." */
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(2000)
  note!: string;
}

/** Changes a rule; what is absent stays. */
export class RadarRuleDto {
  /** @example true */
  @MayBeAbsent()
  @IsBoolean()
  enabled?: boolean;

  /** Whole numbers by their names. @example {"patients": 60} */
  @MayBeAbsent()
  @IsObject()
  thresholds?: Record<string, number>;
}

/** What need not be looked at again: a person, or another system, with a patient, under a rule, or both. */
export class RadarExceptionDto {
  /** Whose accesses are left in peace, a person's or another system's. @example 019a1b2c-0000-7000-8000-000000000001 */
  @IsUUID()
  actorId!: string;

  /** Absent: every patient, and then a rule must be named. @example 019a1b2c-0000-7000-8000-000000000002 */
  @MayBeAbsent()
  @IsUUID()
  patientId?: string;

  /** Absent: every rule, and then a patient must be named. @example odd-hours */
  @MayBeAbsent()
  @IsIn(RULE_CODES)
  rule?: string;

  /** Until when; at most a year from now. @example 2027-03-01T00:00:00Z */
  @IsISO8601({ strict: true })
  until!: string;

  /** @example "Điều dưỡng trực đêm cố định" */
  @SaysWhy()
  reason!: string;
}
