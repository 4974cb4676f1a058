import { PersonRefResponse } from '../../../../kernel/person-ref.response.js';

export class UnmatchedReasonResponse {
  /** @example patient-unknown */
  code!: string;
  /** Of what, in the words of the message. @example "NGUYEN VAN A" */
  of!: string | null;
  /** @example "Không tìm thấy người bệnh." */
  message!: string;
}

export class UnmatchedPatientResponse {
  /** @example 019a1b2c-0000-7000-8000-000000000001 */
  id!: string;
  /** @example 79014-00000001 */
  mrn!: string;
  /** @example "Nguyễn Thị Ánh" */
  fullName!: string;
  /** @example 1980-02-03 */
  birthDate!: string | null;
  /** @example female */
  sex!: string;
}

export class SuggestionResponse {
  patient!: UnmatchedPatientResponse;
  /** @example 019a1b2c-0000-7000-8000-000000000002 */
  orderId!: string | null;
  /** @example XN26-000001 */
  orderNumber!: string | null;
  /** Why somebody may be meant. */
  because!: UnmatchedReasonResponse[];
}

export class UnmatchedResponse {
  /** @example 019a1b2c-0000-7000-8000-000000000031 */
  id!: string;
  /** open, assigned, dismissed. @example open */
  status!: string;
  /** Who sent it. @example "LIS khoa Xét nghiệm" */
  sender!: string;
  /** Which of the sender's systems. @example "LAB|NASON" */
  senderSystem!: string;
  /** @example 2026-11-23T09:10:00.000Z */
  receivedAt!: Date;
  reasons!: UnmatchedReasonResponse[];
  /** Whom it names, as it names them. */
  about!: object;
  /** What its reports are called, or its orders. @example ["Kali huyết thanh"] */
  reports!: string[];
  /** Values that somebody has to be told of at once, as they were sent. @example ["Kali 7.9 mmol/L"] */
  critical!: string[];
  suggestions!: SuggestionResponse[];
  /** Whom it was assigned to. @example 019a1b2c-0000-7000-8000-000000000001 */
  patientId!: string | null;
  /** @example ["019a1b2c-0000-7000-8000-000000000041"] */
  reportIds!: string[];
  decidedBy!: PersonRefResponse | null;
  /** @example 2026-11-23T10:10:00.000Z */
  decidedAt!: Date | null;
  /** @example "Mẫu kiểm chuẩn" */
  decisionReason!: string | null;
  /** @example 1 */
  version!: number;
}

export class UnmatchedDetailResponse extends UnmatchedResponse {
  /** What it says: reports with their numbers, values, ranges, flags and notes, as they were sent. */
  facts!: object;
  /** The message itself, as text. @example MSH|^~\\&|LIS|XN|EMR|BV */
  message!: string;
}

export class UnmatchedPage {
  items!: UnmatchedResponse[];
  /** Address of the next page, or null at the end. @example /api/v1/results/unmatched?cursor=WyJhbmgiXQ */
  next!: string | null;
}
