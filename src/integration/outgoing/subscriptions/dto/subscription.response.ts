import { AccountRefResponse } from '../../../../kernel/person-ref.response.js';

export class SubscriptionResponse {
  /** @example 019a1b2c-0000-7000-8000-0000000000d1 */
  id!: string;
  /** @example 019a1b2c-0000-7000-8000-0000000000c1 */
  clientId!: string;
  /** @example "LIS khoa Xét nghiệm: chỉ định" */
  name!: string;
  /** webhook or mllp. @example webhook */
  channel!: string;
  /** @example https://lis.benhvien.vn/hooks/emr */
  address!: string;
  /** @example ["result"] */
  topics!: string[];
  /** @example LIS */
  application!: string | null;
  /** @example XN */
  facility!: string | null;
  /** active or disabled. @example active */
  status!: string;
  /** waiting or approved: until a second person approved it nothing is told. @example approved */
  approval!: string;
  proposedBy!: AccountRefResponse | null;
  approvedBy!: AccountRefResponse | null;
  /** @example 2026-11-23T09:00:00.000Z */
  approvedAt!: string | null;
  /** Tries that failed in a row. @example 0 */
  failures!: number;
  /** Until when nothing is tried. @example 2026-11-23T09:15:00.000Z */
  pausedUntil!: string | null;
  /** connection-refused, connection-reset, timeout, certificate-expired, host-not-allowed, http-404, rejected, … @example timeout */
  lastFailure!: string | null;
  /** @example 2026-11-23T09:00:01.000Z */
  lastSentAt!: string | null;
  /** @example 1 */
  version!: number;
  /** @example 2026-11-23T08:00:00.000Z */
  createdAt!: string;
}

export class NewSubscriptionResponse extends SubscriptionResponse {
  /** By which the receiver checks signatures; shown only here. @example whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw */
  secret!: string;
}

export class SubscriptionPage {
  items!: SubscriptionResponse[];
  /** Address of the next page, or null at the end. @example /api/v1/subscriptions?cursor=WyJsaXMiXQ */
  next!: string | null;
}

export class DeliveryResponse {
  /** @example 019a1b2c-0000-7000-8000-0000000000e1 */
  id!: string;
  /** What was told. @example result.updated */
  type!: string;
  /** waiting, sent or dead: it is not tried any more. @example sent */
  state!: string;
  /** @example 1 */
  attempts!: number;
  /** Why the last try failed. @example http-404 */
  failure!: string | null;
  /** When it happened. @example 2026-11-23T09:00:00.000Z */
  occurredAt!: Date;
  /** @example 2026-11-23T09:00:01.000Z */
  sentAt!: Date | null;
  /** When it is tried next. @example 2026-11-23T09:00:05.000Z */
  nextAt!: Date | null;
}

export class DeliveryPage {
  items!: DeliveryResponse[];
  /** Address of the next page, or null at the end. @example /api/v1/subscriptions/019a/deliveries?cursor=WyJhbmgiXQ */
  next!: string | null;
}

export class ReplayedResponse {
  /** How many messages are sent again. @example 12 */
  count!: number;
  /** Replay from this moment again for the rest; null when that was all. @example 2026-11-23T09:30:00.000Z */
  next!: Date | null;
}
