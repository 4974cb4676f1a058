import { AccountRefResponse } from '../../../kernel/person-ref.response.js';

/** One suspicion. */
export class RadarCaseResponse {
  /** @example 019a1b2c-0000-7000-8000-000000000009 */
  id!: string;
  /** @example no-care-relationship */
  rule!: string;
  /** @example "Không liên quan điều trị" */
  title!: string;
  /** Why, in words. @example "Mở hồ sơ của người bệnh không nằm ở khoa mình làm việc." */
  reason!: string;
  /** low, medium or high. @example medium */
  severity!: string;
  /** A person, or another system. */
  actor!: AccountRefResponse;
  /** Null for cases about a person's day. @example 019a1b2c-0000-7000-8000-000000000002 */
  patientId!: string | null;
  /** Of the patient. @example "Nguyễn Thị Ánh" */
  patientName!: string | null;
  /** Day of the hospital's calendar. @example 2026-11-23 */
  day!: string;
  /** @example 2026-11-23T15:02:11.000Z */
  firstEventAt!: string;
  /** @example 2026-11-23T15:40:03.000Z */
  lastEventAt!: string;
  /** @example 3 */
  eventCount!: number;
  /** Events of the trail, the first fifty. @example ["019a1b2c-0000-7000-8000-00000000000a"] */
  eventIds!: string[];
  /** open or closed. @example open */
  state!: string;
  /** justified, unjustified or needs-follow-up; null while open. @example justified */
  outcome!: string | null;
  /** @example "Trực thay khoa Nội đêm đó, có lịch trực." */
  reviewNote!: string | null;
  reviewedBy!: AccountRefResponse | null;
  /** @example 2026-11-24T03:00:00.000Z */
  reviewedAt!: string | null;
  /** @example 1 */
  version!: number;
}

export class RadarCasePage {
  items!: RadarCaseResponse[];
  /** Address of the next page, or null at the end. @example /api/v1/radar/cases?state=open&cursor=WyJ4Il0 */
  next!: string | null;
}

export class RadarRunResponse {
  /** Events of the trail looked at. @example 1250 */
  events!: number;
  /** Cases opened or grown. @example 3 */
  cases!: number;
}

export class RadarThresholdResponse {
  /** @example patients */
  name!: string;
  /** What holds now. @example 40 */
  value!: number;
  /** What holds unless changed. @example 40 */
  usual!: number;
  /** @example 2 */
  least!: number;
  /** @example 1000 */
  most!: number;
  /** @example "Nhiều hơn số người bệnh này" */
  about!: string;
}

/** A rule, and how often it was right. */
export class RadarRuleResponse {
  /** @example many-charts */
  code!: string;
  /** @example "Xem nhiều hồ sơ trong thời gian ngắn" */
  title!: string;
  /** @example medium */
  severity!: string;
  /** @example true */
  enabled!: boolean;
  thresholds!: RadarThresholdResponse[];
  /** Cases of the last 90 days. @example 12 */
  cases!: number;
  /** Of these found justified: many of them say that the rule cries wolf. @example 9 */
  justified!: number;
  /** @example 1 */
  unjustified!: number;
  /** 0 while nothing was changed. @example 0 */
  version!: number;
}

export class RadarRuleList {
  items!: RadarRuleResponse[];
  /** Always null: there are few rules. */
  next!: string | null;
}

export class RadarExceptionResponse {
  /** @example 019a1b2c-0000-7000-8000-00000000000b */
  id!: string;
  actor!: AccountRefResponse;
  /** Null: every patient. @example 019a1b2c-0000-7000-8000-000000000002 */
  patientId!: string | null;
  /** Null: every rule. @example odd-hours */
  rule!: string | null;
  /** @example 2027-03-01T00:00:00.000Z */
  until!: string;
  /** @example "Điều dưỡng trực đêm cố định" */
  reason!: string;
  createdBy!: AccountRefResponse;
  /** @example 2026-11-23T08:00:00.000Z */
  createdAt!: string;
}

export class RadarExceptionPage {
  items!: RadarExceptionResponse[];
  /** Address of the next page, or null at the end. @example /api/v1/radar/exceptions?cursor=WyJ4Il0 */
  next!: string | null;
}
