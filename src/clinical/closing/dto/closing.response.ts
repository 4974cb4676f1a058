import { ActorRefResponse, PersonRefResponse } from '../../../kernel/person-ref.response.js';
import type { RetentionClass } from '../../encounters/retention.rules.js';
import { SignatureCheckResponse } from '../../notes/dto/verification.response.js';
import type { MissingCode } from '../closing.words.js';
import type { RecordState } from '../content.rules.js';

export class MissingItemResponse {
  /** @example discharge-summary */
  code!: MissingCode;
  /** @example "Thiếu tóm tắt hồ sơ bệnh án đã ký" */
  text!: string;
}

export class CompletenessResponse {
  /** @example 019a1b2c-0000-7000-8000-000000000030 */
  encounterId!: string;
  /** @example 019a1b2c-0000-7000-8000-000000000002 */
  patientId!: string;
  /** Nothing is missing. @example false */
  complete!: boolean;
  /** In the order of the form. */
  missing!: MissingItemResponse[];
}

export class ClosedWithoutResponse extends MissingItemResponse {
  /** @example "Người bệnh không rõ nơi cư trú" */
  reason!: string;
}

/** A change made after the record was closed; the values before and after it are on the trail. */
export class ClosedChangeResponse {
  /** @example 2026-11-28T03:00:00.000Z */
  at!: string;
  by!: ActorRefResponse;
  /** What was changed. @example ["clinicalStatus"] */
  fields!: string[];
  /** The same in the reader's language. @example ["tình trạng lâm sàng"] */
  fieldTexts!: string[];
  /** @example "Sửa theo hội chẩn" */
  reason!: string | null;
}

export class ChangedRowResponse {
  /** The table, as the trail names it. @example service_order */
  entity!: string;
  /** @example 019a1b2c-0000-7000-8000-000000000070 */
  id!: string;
  /** What it is called, in the reader's language. @example "chẩn đoán, bệnh sử" */
  text!: string;
  /** Who changed what since, the oldest first, at most 20; none where a row is gone or was changed behind the service. */
  changes!: ClosedChangeResponse[];
}

export class ClosingResponse {
  /** @example 019a1b2c-0000-7000-8000-000000000030 */
  encounterId!: string;
  /** @example 019a1b2c-0000-7000-8000-000000000002 */
  patientId!: string;
  /** @example 2026-11-26T03:00:00.000Z */
  closedAt!: string;
  by!: PersonRefResponse;
  /** What was missing and passed over. */
  without!: ClosedWithoutResponse[];
  /** @example ordinary */
  retentionClass!: RetentionClass;
  /** @example 2036-11-25 */
  retainUntil!: string;
  /** @example SHA-256 */
  algorithm!: string;
  /** Over what the record held. @example 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08 */
  contentHash!: string;
  /** Whether the list of what it held is the one that was hashed. @example true */
  matches!: boolean;
  /** as-closed, added-to (late entries, results), changed (a row changed or is gone), signature-wrong or hash-differs. @example as-closed */
  state!: RecordState;
  /** The same, in the reader's language. @example "Hồ sơ còn nguyên như khi khóa." */
  stateText!: string;
  /** Rows that changed or are gone since, at most 100, with who changed what and why. */
  changed!: ChangedRowResponse[];
  /** Rows that came since: late entries, and results. @example 0 */
  added!: number;
  /** Of whoever closed it, over the hash: a compact JWS (RFC 7515); null of records closed before closings were signed. @example "eyJhbGciOiJFUzI1NiJ9.e30.c2ln" */
  signature!: string | null;
  /** Who signed, and how everything that the signature depends on was found; null without one. */
  signatureCheck!: SignatureCheckResponse | null;
}
