import type { OrderState } from '../order-state.rules.js';
import type { OrderKind, Priority } from './order.dto.js';

export class OrderCodeResponse {
  /** URI of the code's system. @example http://loinc.org */
  system!: string;
  /** @example 2823-3 */
  code!: string;
  /** What people read. @example "Kali huyết thanh" */
  display!: string;
}

export class OrderPersonResponse {
  /** @example 019a1b2c-0000-7000-8000-000000000001 */
  id!: string;
  /** @example "Trần Văn Bình" */
  fullName!: string;
}

export class OrderResponse {
  /** @example 019a1b2c-0000-7000-8000-000000000005 */
  id!: string;
  /** The hospital's running number of the year. @example XN26-000001 */
  number!: string;
  /** @example 019a1b2c-0000-7000-8000-000000000002 */
  patientId!: string;
  /** @example 019a1b2c-0000-7000-8000-000000000003 */
  encounterId!: string;
  /** @example laboratory */
  kind!: OrderKind;
  code!: OrderCodeResponse;
  /** @example urgent */
  priority!: Priority;
  /** @example active */
  status!: OrderState;
  /** Why it is held or ended. @example "Chọn nhầm người bệnh" */
  statusReason!: string | null;
  /** @example "Lấy máu trước khi truyền kali" */
  instructions!: string | null;
  requestedBy!: OrderPersonResponse;
  signedBy!: OrderPersonResponse | null;
  /** When it took effect. @example 2026-11-23T08:00:00.000Z */
  signedAt!: string | null;
  /** When work on it began. @example 2026-11-23T08:10:00.000Z */
  startedAt!: string | null;
  /** When it was completed, cancelled or discontinued. @example 2026-11-24T03:00:00.000Z */
  endedAt!: string | null;
  /** @example 2 */
  version!: number;
  /** @example 2026-11-23T07:59:00.000Z */
  createdAt!: string;
  /** @example 2026-11-23T08:00:00.000Z */
  updatedAt!: string;
}

export class OrderWarningResponse {
  /** `duplicate`: the same test is ordered in this encounter and still open. @example duplicate */
  code!: 'duplicate';
  /** The other order. @example 019a1b2c-0000-7000-8000-000000000004 */
  orderId!: string;
  /** Its number. @example XN26-000001 */
  number!: string;
}

export class CreatedOrderResponse extends OrderResponse {
  /** Doubts worth a second look that did not stop the order. */
  warnings!: OrderWarningResponse[];
}

export class OrderPage {
  /** @example 019a1b2c-0000-7000-8000-000000000002 */
  patientId!: string;
  /** @example 019a1b2c-0000-7000-8000-000000000003 */
  encounterId!: string;
  items!: OrderResponse[];
  /** Address of the next page, or null at the end. @example /api/v1/patients?name=anh&cursor=WyJhbmgiXQ */
  next!: string | null;
}

export class WorklistPatientResponse {
  /** @example 019a1b2c-0000-7000-8000-000000000002 */
  id!: string;
  /** @example 79016-00000001 */
  mrn!: string;
  /** @example "Nguyễn Thị Ánh" */
  fullName!: string;
}

export class WorklistItemResponse extends OrderResponse {
  patient!: WorklistPatientResponse;
  /** Where the patient is, null outside of a ward. @example "Khoa Nội tổng hợp" */
  wardName!: string | null;
}

export class WorklistPage {
  items!: WorklistItemResponse[];
  /** Address of the next page, or null at the end. @example /api/v1/patients?name=anh&cursor=WyJhbmgiXQ */
  next!: string | null;
}

export class OrderChangeResponse {
  /** The version this change made. @example 2 */
  version!: number;
  /** @example 2026-11-23T08:00:00.000Z */
  at!: string;
  /** User name of who did it. @example doctor */
  by!: string;
  /** The fields it changed; empty for the order's first writing. @example ["signedAt", "signedBy", "status"] */
  fields!: string[];
}

export class OrderHistoryResponse {
  /** @example 019a1b2c-0000-7000-8000-000000000005 */
  id!: string;
  /** @example 019a1b2c-0000-7000-8000-000000000002 */
  patientId!: string;
  /** @example 019a1b2c-0000-7000-8000-000000000003 */
  encounterId!: string;
  /** Oldest first, at most 21. */
  items!: OrderChangeResponse[];
}
