import { IsIn, IsISO8601, IsNotEmpty, IsOptional, IsString, IsUUID, MaxLength } from 'class-validator';
import { NamesReason } from '../reason.decorators.js';
import { ownRule } from '../../routes/own-rule.js';
import { PageQuery } from '../../routes/pagination.js';
import { Trimmed } from '../../routes/trimmed.js';
import { saysSomething } from '../stated-reason.rules.js';
import { careWords } from '../care.words.js';

/** Why someone goes past what they usually may see. */
export const BREAK_GLASS_REASONS = ['emergency', 'cross-cover', 'phone-advice', 'handover', 'other'] as const;
export const REVIEW_STATES = ['pending', 'overdue', 'done'] as const;
export const REVIEW_OUTCOMES = ['justified', 'unjustified', 'needs-follow-up'] as const;

/** Words that tell a reviewer something; see stated-reason.rules.ts. */
const SaysSomething = () => ownRule('says-something', careWords.reasonInWords, saysSomething);

export class BreakGlassDto {
  /** Whose record is to be opened. @example 019a1b2c-0000-7000-8000-000000000002 */
  @IsUUID()
  patientId!: string;

  /** The kind of reason. @example emergency */
  @IsIn(BREAK_GLASS_REASONS)
  reasonCode!: (typeof BREAK_GLASS_REASONS)[number];

  /** The reason in words that say something; the privacy officer reads it. @example "Người bệnh ngừng tuần hoàn tại sảnh" */
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @SaysSomething()
  @MaxLength(500)
  reason!: string;
}

export class BreakGlassQuery extends PageQuery {
  /** pending: not reviewed; overdue: not reviewed within three days; done: reviewed. All by default. @example pending */
  @IsOptional()
  @IsIn(REVIEW_STATES)
  review?: (typeof REVIEW_STATES)[number];
}

export class BreakGlassReviewDto {
  /** @example justified */
  @IsIn(REVIEW_OUTCOMES)
  outcome!: (typeof REVIEW_OUTCOMES)[number];

  /** What the reviewer found. @example "Đã gọi khoa Cấp cứu xác nhận" */
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(1000)
  note!: string;
}

class AskingDto {
  /** What is asked. @example "Xin ý kiến về suy thận cấp" */
  @NamesReason()
  reason!: string;

  /** Until when they may see the record: at most 30 days from now; 7 days by default. @example 2026-12-01T00:00:00Z */
  @IsOptional()
  @IsISO8601({ strict: true })
  until?: string;
}

export class ConsultationDto extends AskingDto {
  /** The doctor or nurse who is asked. @example 019a1b2c-0000-7000-8000-000000000001 */
  @IsUUID()
  staffId!: string;
}

export class ReferralDto extends AskingDto {
  /** The ward or clinic that is asked; whoever works there or is on duty sees the record. @example 019a1b2c-0000-7000-8000-000000000010 */
  @IsUUID()
  wardId!: string;
}
