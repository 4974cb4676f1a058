import { ApiProperty } from '@nestjs/swagger';
import { PersonRefResponse } from '../../../kernel/person-ref.response.js';
import { CodingResponse } from '../../datatypes/dto/coding.response.js';
import { ProductResponse } from '../../pharmacy/dto/pharmacy.response.js';
import { InfusionResponse, TitrationResponse } from '../../orders/dto/infusion.response.js';
import { SlidingScaleResponse } from '../../orders/dto/order.response.js';
import { REVIEW_STATES, type ReviewState } from '../../pharmacy/review.rules.js';
import type { DoseState } from '../dose.rules.js';
import { AGAINST_ORDER, type AgainstOrder } from '../against-order.rules.js';
import { AmountResponse } from './amount.response.js';
import { RunningInfusionResponse } from './infusion.response.js';

/** What an answer says of a dose: what was recorded, or what is to be done. */
export type DoseStatus =
  Exclude<DoseState, 'entered-in-error'> | 'due' | 'overdue' | 'on-hold' | 'available' | 'not-yet';

export class WastedResponse {
  amount!: AmountResponse;
  /** @example "Rơi xuống sàn" */
  reason!: string;
  witness!: PersonRefResponse | null;
  /** Whether the second person confirmed it themselves, by their PIN; otherwise they are only named. @example true */
  witnessConfirmed!: boolean;
}

/** What was recorded of a dose. */
export class RecordedDoseResponse {
  /** When it was given, begun, held, refused or wasted. @example 2026-11-28T01:05:00.000Z */
  at!: string;
  /** When an infusion ended. @example 2026-11-28T03:05:00.000Z */
  endedAt!: string | null;
  by!: PersonRefResponse;
  /** @example 2026-11-28T01:05:10.000Z */
  recordedAt!: string;
  /** Recorded after the discharge, for a time before it. @example false */
  lateEntry!: boolean;
  /** Why it was recorded only then. @example "Mất điện từ 14 h đến 16 h, ghi giấy" */
  lateReason!: string | null;
  /** What was given; null when nothing was. */
  dose!: AmountResponse | null;
  /** What was measured, for a sliding scale. */
  measured!: AmountResponse | null;
  /** @example "Người bệnh đi chụp phim" */
  reason!: string | null;
  /** @example "Uống sau ăn" */
  comment!: string | null;
  /** Whether the wristband was read. @example true */
  patientScanned!: boolean;
  /** Whether the package was read. @example true */
  medicationScanned!: boolean;
  /** The second person. */
  witness!: PersonRefResponse | null;
  /** Whether the second person confirmed it themselves, by their PIN; otherwise they are only named. @example true */
  witnessConfirmed!: boolean;
  wasted!: WastedResponse | null;
}

export class WhenNeededResponse {
  /** @example "Đau từ 4 điểm trở lên" */
  reason!: string | null;
  /** @example 6 */
  minimumGapHours!: number;
  /** @example 4 */
  maximumPerDay!: number;
  /** The earliest moment at which the next may be given. @example 2026-11-28T07:05:00.000Z */
  earliestAt!: string | null;
}

/** What the pharmacy says of the order: a dose of one that is not verified can be given, and is shown as such. */
export class DosePharmacyResponse {
  /** @example verified */
  @ApiProperty({ enum: REVIEW_STATES })
  status!: ReviewState;
  /** What is given in place of the ordered product; the same substance. */
  product!: ProductResponse | null;
}

export class DoseResponse {
  /** Of the dose, before and after anything is recorded of it. @example 019a1b2c-0000-7000-8000-000001c8a1b2 */
  id!: string;
  /** @example 019a1b2c-0000-7000-8000-000000000005 */
  orderId!: string;
  /** @example TH26-000001 */
  orderNumber!: string;
  /** @example 019a1b2c-0000-7000-8000-000000000002 */
  patientId!: string;
  /** @example 019a1b2c-0000-7000-8000-000000000003 */
  encounterId!: string;
  medication!: CodingResponse;
  dose!: AmountResponse;
  /** Whether it is the loading dose, before those of the maintenance. @example false */
  loading!: boolean;
  /** The measured glucose picks the dose; `dose` is the most that it may be. */
  slidingScale!: SlidingScaleResponse | null;
  /** What it is diluted in, and how it runs. */
  infusion!: InfusionResponse | null;
  /** Between which rates it may be set, and what for. */
  titration!: TitrationResponse | null;
  /** Whether it is begun and ended, and not given at once. @example false */
  runsIn!: boolean;
  /** @example oral */
  route!: string;
  /** @example "Uống sau ăn" */
  instructions!: string | null;
  /** A second person checks it. @example false */
  highAlert!: boolean;
  pharmacy!: DosePharmacyResponse;
  /** Null for a dose that is given when needed. @example 2026-11-28T01:00:00.000Z */
  plannedAt!: string | null;
  /** For a dose that is given when needed. */
  asNeeded!: WhenNeededResponse | null;
  /** @example due */
  status!: DoseStatus;
  recorded!: RecordedDoseResponse | null;
  /** What of it the order does not allow, and happened all the same: more than was ordered, faster, too soon, after its end. @example ["dose"] */
  @ApiProperty({ enum: AGAINST_ORDER, isArray: true })
  against!: AgainstOrder[];
  /** How it runs, or ran; null of what does not run in, and before it begins. */
  running!: RunningInfusionResponse | null;
  /** 0 while nothing is recorded; name it in If-Match. @example 0 */
  version!: number;
}

export class MarResponse {
  /** @example 019a1b2c-0000-7000-8000-000000000002 */
  patientId!: string;
  /** @example 019a1b2c-0000-7000-8000-000000000003 */
  encounterId!: string;
  /** @example 2026-11-27T17:00:00.000Z */
  from!: string;
  /** Not included. @example 2026-11-28T17:00:00.000Z */
  to!: string;
  /** The earliest first; those given when needed last. */
  items!: DoseResponse[];
  /** False when there are more orders or doses than one sheet shows: ask for less time. @example true */
  complete!: boolean;
  /** Always null: one sheet is one answer. @example null */
  next!: string | null;
}

export class RoundPatientResponse {
  /** @example 79016-00000007 */
  mrn!: string;
  /** @example "Nguyễn Thị Ánh" */
  fullName!: string;
}

export class RoundItemResponse {
  /** @example 019a1b2c-0000-7000-8000-000000000002 */
  patientId!: string;
  /** @example 019a1b2c-0000-7000-8000-000000000003 */
  encounterId!: string;
  patient!: RoundPatientResponse;
  /** Room and bed; null without a bed. @example P1.4 */
  bed!: string | null;
  /** The earliest first. */
  doses!: DoseResponse[];
}

export class RoundResponse {
  /** @example 019a1b2c-0000-7000-8000-000000000009 */
  wardId!: string;
  /** @example 2026-11-28T00:00:00.000Z */
  from!: string;
  /** @example 2026-11-28T04:00:00.000Z */
  to!: string;
  /** Everybody who lies in the ward, by bed. */
  items!: RoundItemResponse[];
  /** @example true */
  complete!: boolean;
  /** Always null: one round is one answer. @example null */
  next!: string | null;
}

/** What was recorded of a dose at one time. */
export class DoseVersionResponse {
  /** @example 1 */
  version!: number;
  /** @example given */
  status!: DoseState;
  /** Who wrote this version; `recorded.by` is who gave it. */
  by!: PersonRefResponse;
  /** @example 2026-11-28T01:05:10.000Z */
  at!: string;
  /** Why it was corrected. @example "Ghi nhầm giường bên cạnh" */
  reason!: string | null;
  recorded!: RecordedDoseResponse;
}

export class DoseVersionsResponse {
  /** @example 019a1b2c-0000-7000-8000-000001c8a1b2 */
  id!: string;
  /** @example 019a1b2c-0000-7000-8000-000000000002 */
  patientId!: string;
  /** @example 019a1b2c-0000-7000-8000-000000000003 */
  encounterId!: string;
  /** The latest first. */
  items!: DoseVersionResponse[];
  /** Always null: it is one answer. @example null */
  next!: string | null;
}

/** One medicine that a patient was given on a day. */
export class DisclosedMedicineResponse {
  medication!: CodingResponse;
  /** @example oral */
  route!: string;
  /** @example mg */
  unit!: string;
  /** Given in all; null for an infusion, whose rates are no amounts. @example 1500 */
  total!: number | null;
  /** The doses of the day. */
  given!: DisclosedDoseResponse[];
  /** Not given: refused or held. @example 1 */
  notGiven!: number;
}

export class DisclosedDoseResponse {
  /** @example 2026-11-28T01:05:00.000Z */
  at!: string;
  /** @example 500 */
  value!: number;
  by!: PersonRefResponse;
}

export class MedicineDisclosureResponse {
  /** @example 019a1b2c-0000-7000-8000-000000000002 */
  patientId!: string;
  /** @example 019a1b2c-0000-7000-8000-000000000003 */
  encounterId!: string;
  /** A day of the ward's clock. @example 2026-11-28 */
  date!: string;
  /** By medicine, as the orders are. */
  items!: DisclosedMedicineResponse[];
  /** @example true */
  complete!: boolean;
  /** Always null: it is one answer. @example null */
  next!: string | null;
}
