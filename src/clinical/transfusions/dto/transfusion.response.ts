import { PersonRefResponse } from '../../../kernel/person-ref.response.js';
import type { AboGroup, Product, RhdGroup } from '../compatibility.rules.js';
import type { TransfusionState } from '../transfusion-state.rules.js';

export class BloodGroupResponse {
  /** @example O */
  abo!: AboGroup;
  /** @example positive */
  rhd!: RhdGroup;
}

export class TransfusionResponse {
  /** @example 019a1b2c-0000-7000-8000-0000000000c0 */
  id!: string;
  /** @example 019a1b2c-0000-7000-8000-000000000002 */
  patientId!: string;
  /** @example 019a1b2c-0000-7000-8000-000000000003 */
  encounterId!: string;
  /** @example 019a1b2c-0000-7000-8000-000000000005 */
  orderId!: string;
  /** @example V0161-26-000123 */
  unitNumber!: string;
  /** @example red-cells */
  product!: Product;
  unitGroup!: BloodGroupResponse;
  patientGroup!: BloodGroupResponse;
  /** @example 2026-12-20T16:59:00.000Z */
  expiresAt!: string;
  /** @example in-progress */
  status!: TransfusionState;
  /** @example 2026-11-28T08:05:00.000Z */
  startedAt!: string;
  /** @example 2026-11-28T09:40:00.000Z */
  endedAt!: string | null;
  /** In mL. @example 250 */
  volume!: number | null;
  /** @example "Rét run" */
  reaction!: string | null;
  /** Why a unit was given that fits only for a reason, or why it was stopped. @example "Nghi phản ứng tan máu" */
  reason!: string | null;
  /** Who compared at the bedside and began it. */
  recordedBy!: PersonRefResponse | null;
  /** Who compared with them, as the one who began it says. */
  witness!: PersonRefResponse | null;
  /** Whether the second person confirmed it themselves, by their PIN; otherwise they are only named. @example true */
  witnessConfirmed!: boolean;
  endedBy!: PersonRefResponse | null;
  /** @example 1 */
  version!: number;
}

export class TransfusionPage {
  /** @example 019a1b2c-0000-7000-8000-000000000002 */
  patientId!: string;
  /** @example 019a1b2c-0000-7000-8000-000000000003 */
  encounterId!: string;
  items!: TransfusionResponse[];
  /** Address of the next page, or null at the end. @example /api/v1/encounters/019a1b2c-0000-7000-8000-000000000003/transfusions?cursor=WyIwMTlhIl0 */
  next!: string | null;
}
