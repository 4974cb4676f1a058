import type { BedState } from '../bed-state.rules.js';
import type { WardKind } from './ward.dto.js';

export class WardResponse {
  /** @example 019a1b2c-0000-7000-8000-000000000010 */
  id!: string;
  /** @example NOI */
  code!: string;
  /** @example "Khoa Nội tổng hợp" */
  name!: string;
  /** @example inpatient */
  kind!: WardKind;
  /** False while out of service. @example true */
  active!: boolean;
  /** Whether coming here makes a record confidential. @example false */
  sensitive!: boolean;
  /** Whether a bed that was left is to be cleaned before the next patient. @example false */
  cleaningAfterStay!: boolean;
  /** @example 1 */
  version!: number;
}

export class WardPage {
  items!: WardResponse[];
  /** Address of the next page, or null at the end. @example /api/v1/patients?name=anh&cursor=WyJhbmgiXQ */
  next!: string | null;
}

export class BedResponse {
  /** @example 019a1b2c-0000-7000-8000-000000000011 */
  id!: string;
  /** @example 019a1b2c-0000-7000-8000-000000000010 */
  wardId!: string;
  /** @example NOI */
  wardCode!: string;
  /** @example P1 */
  roomCode!: string;
  /** @example P1.2 */
  code!: string;
  /** False while out of service. @example true */
  active!: boolean;
  /** Whether a patient can be put into it now: nobody lies in it, and bed and ward are in service. @example true */
  free!: boolean;
  /** free, occupied, reserved, cleaning or out-of-service. @example reserved */
  state!: BedState;
  /** Why it is reserved, being cleaned or out of service. @example "Chờ người bệnh từ phòng mổ" */
  stateReason!: string | null;
  /** Until when it is reserved; null when nobody said. @example 2026-11-28T11:00:00.000Z */
  stateUntil!: string | null;
  /** @example 1 */
  version!: number;
}

export class BedPage {
  items!: BedResponse[];
  /** Address of the next page, or null at the end. @example /api/v1/patients?name=anh&cursor=WyJhbmgiXQ */
  next!: string | null;
}

export class AddedBedsResponse {
  /** In the order they were named. */
  items!: BedResponse[];
}
