import { PersonRefResponse } from '../../../kernel/person-ref.response.js';
import type { Disposition } from './encounter.dto.js';

/** Something that is not finished. */
export class OpenItemResponse {
  /** draft-order, active-order, unsigned-note, unfinished-result, and what later records add. @example active-order */
  kind!: string;
  /** @example 019a1b2c-0000-7000-8000-000000000070 */
  id!: string;
  /** In words. @example "Chỉ định chưa xong: Kali huyết thanh" */
  text!: string;
  /** @example 2026-11-24T03:00:00.000Z */
  since!: string | null;
}

export class OpenItemsResponse {
  /** @example 019a1b2c-0000-7000-8000-000000000030 */
  encounterId!: string;
  /** @example 019a1b2c-0000-7000-8000-000000000002 */
  patientId!: string;
  /** Of each kind at most 100. */
  items!: OpenItemResponse[];
}

/** Something that stayed open when the patient left. */
export class PassedOverResponse {
  /** @example active-order */
  kind!: string;
  /** @example 019a1b2c-0000-7000-8000-000000000070 */
  id!: string;
  /** As it was called then. @example "Chỉ định chưa xong: Kali huyết thanh" */
  text!: string;
  /** @example "Kết quả trả sau, đã hẹn người bệnh" */
  reason!: string;
}

export class DischargeResponse {
  /** @example home */
  disposition!: Disposition;
  /** The same in words (tình trạng ra viện), in the reader's language. @example "Ra viện" */
  dispositionText!: string;
  /** @example "Hết sốt, tái khám sau 7 ngày" */
  note!: string | null;
  /** Where the patient was transferred to. @example "Bệnh viện Chợ Rẫy" */
  destination!: string | null;
  /** @example "79024" */
  destinationCode!: string | null;
  /** Who discharged; null when it was told by another system. */
  by!: PersonRefResponse | null;
  /** What was open and passed over; empty for roles that read no charts. */
  passedOver!: PassedOverResponse[];
}
