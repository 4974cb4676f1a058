import { IsIn, IsOptional } from 'class-validator';
import { NamesReason } from '../../../platform/care/reason.decorators.js';
import { IsPastInstant } from '../../../platform/routes/instant.validator.js';
import { MayBeAbsent } from '../../../platform/routes/may-be-absent.js';
import { PageQuery } from '../../../platform/routes/pagination.js';
import { TRIAGE_LEVELS, type TriageLevel } from '../triage.rules.js';

export class TriageDto {
  /** 1 (at once) to 5 (can wait). @example 2 */
  @IsIn(TRIAGE_LEVELS)
  level!: TriageLevel;

  /** What says so, 1 to 500 characters. @example "Đau ngực sau xương ức 30 phút, vã mồ hôi" */
  @NamesReason()
  reason!: string;

  /** When; now by default. @example 2026-11-23T08:03:00Z */
  @MayBeAbsent()
  @IsPastInstant()
  at?: string;
}

export const QUEUE_STATES = ['waiting', 'with-doctor'] as const;
export type QueueState = (typeof QUEUE_STATES)[number];

export class QueueQuery extends PageQuery {
  /** Only those who wait for a doctor, or only those whom one has seen. @example waiting */
  @IsOptional()
  @IsIn(QUEUE_STATES)
  state?: QueueState;
}
