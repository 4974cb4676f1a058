import { ApiProperty } from '@nestjs/swagger';
import { ActorRefResponse, PersonRefResponse } from '../../../kernel/person-ref.response.js';
import { CodingResponse } from '../../datatypes/dto/coding.response.js';
import { CountedResponse } from './counted.response.js';
import type { OrderState } from '../order-state.rules.js';
import type { Route } from '../dose.rules.js';
import { DOSE_CHECKS, type CheckRule, type DoseCheck, type Severity } from '../checks/finding.js';
import type { OrderKind } from '../order-kind.rules.js';
import type { GlucoseUnit } from '../glucose-scale.rules.js';
import type { Laterality, Priority } from './order.dto.js';
import { InfusionResponse, OrderedDoseResponse, TitrationResponse } from './infusion.response.js';
import { RejectedSpecimenResponse } from './rejected-specimen.response.js';

export class AsNeededResponse {
  /** @example "Đau từ 4 điểm trở lên" */
  reason?: string;
  /** Least hours between two. @example 6 */
  minimumGapHours!: number;
  /** Most times within 24 hours. @example 4 */
  maximumPerDay!: number;
}

/** When it is done: what the order says, and nothing else. */
export class TimingResponse {
  /** Of every day, Vietnamese time. @example ["08:00", "20:00"] */
  times?: string[];
  /** @example 8 */
  everyHours?: number;
  /** @example true */
  once?: true;
  asNeeded?: AsNeededResponse;
  /** @example 2026-11-28T01:00:00Z */
  startAt?: string;
  /** @example 5 */
  durationDays?: number;
}

export class ScaleRangeResponse {
  /** @example 8 */
  from!: number;
  /** Not included. @example 12 */
  to!: number;
  /** @example 4 */
  dose!: number;
}

/** The measured blood glucose picks the dose; outside of the ranges the doctor is called. */
export class SlidingScaleResponse {
  /** @example mmol/L */
  unit!: GlucoseUnit;
  ranges!: ScaleRangeResponse[];
}

/** What only some kinds of orders say; null where this one does not. */
export class OrderDetailFieldsResponse {
  dose!: OrderedDoseResponse | null;
  /** @example oral */
  route!: Route | null;
  timing!: TimingResponse | null;
  /** @example "Tìm ổ áp xe gan?" */
  question!: string | null;
  /** @example "Máu tĩnh mạch" */
  specimen!: string | null;
  /** @example "Ngực" */
  bodySite!: string | null;
  /** @example left */
  laterality!: Laterality | null;
  /** @example "Ngoại tổng hợp" */
  speciality!: string | null;
  /** Units of blood. @example 2 */
  units!: number | null;
  slidingScale!: SlidingScaleResponse | null;
  /** Given first, before the maintenance. */
  loadingDose!: OrderedDoseResponse | null;
  /** What it is diluted in, and how it runs. */
  infusion!: InfusionResponse | null;
  /** Between which rates it may be set, and what for. */
  titration!: TitrationResponse | null;
}

/** What a check found when the order was signed. */
export class OrderCheckResponse {
  /** @example daily-dose */
  rule!: CheckRule;
  /** contraindicated and serious stop a signature; not-judged: it could not be told. @example serious */
  severity!: Severity;
  /** @example "Tổng liều Paracetamol một ngày của mọi chỉ định là 5000 mg, tối đa 4000 mg." */
  message!: string;
  /** Where the rule is from. @example "WHO ATC index" */
  source!: string;
  /** Why it was signed over; null when nothing had to be. @example "Đã hội chẩn với dược lâm sàng" */
  overrideReason!: string | null;
}

/** The order set that an order is from. */
export class OrderSetRefResponse {
  /** @example sepsis */
  code!: string;
  /** @example 1 */
  version!: number;
}

/** How an order was taken that a doctor said aloud; it has effect since then. */
export class VerbalResponse {
  /** Who wrote it down and read it back. */
  takenBy!: PersonRefResponse | null;
  /** @example 2026-11-23T02:10:00.000Z */
  readBackAt!: string;
  /** Until when its doctor signs it; null once it is signed. @example 2026-11-24T02:10:00.000Z */
  signUntil!: string | null;
}

/** Which other system sent an order; a doctor who signs it takes it over. */
export class OrderSourceResponse {
  /** The account that sent it. @example lis */
  sender!: string;
  /** Which of its systems: application and facility. @example "HIS|BV" */
  system!: string;
  /** Its number there. @example ORD-4711 */
  number!: string | null;
}

export class OrderResponse extends OrderDetailFieldsResponse {
  /** Of a medicine: what is taken at one time, in pieces; null where its name does not tell the strength. */
  perDose!: CountedResponse | null;
  /** Of a medicine: all that is handed out for the course, in whole pieces; null where it has no end. */
  supply!: CountedResponse | null;
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
  code!: CodingResponse;
  /** The drug of a medication order, which is its code too. */
  medication!: CodingResponse | null;
  /** @example urgent */
  priority!: Priority;
  /** @example active */
  status!: OrderState;
  /** Why it is held or ended. @example "Chọn nhầm người bệnh" */
  statusReason!: string | null;
  /** @example "Lấy máu trước khi truyền kali" */
  instructions!: string | null;
  /** Null while an order that another system sent is unsigned. */
  requestedBy!: PersonRefResponse | null;
  /** Of an order that another system sent; without effect before a doctor signs it. */
  source!: OrderSourceResponse | null;
  signedBy!: PersonRefResponse | null;
  /** When it took effect. @example 2026-11-23T08:00:00.000Z */
  signedAt!: string | null;
  /** Whose draft somebody else signed for them; null when its author did. */
  signedOnBehalfOf!: PersonRefResponse | null;
  /** Of an order that its doctor said aloud. */
  verbal!: VerbalResponse | null;
  /** When the specimen was taken. @example 2026-11-23T08:05:00.000Z */
  collectedAt!: string | null;
  /** Who said so. */
  collectedBy!: PersonRefResponse | null;
  /** Specimens that the laboratory rejected, the oldest first; the order waits for another one until `collectedAt` is told again. */
  rejectedSpecimens!: RejectedSpecimenResponse[];
  /** When work on it began. @example 2026-11-23T08:10:00.000Z */
  startedAt!: string | null;
  /** When it was completed, cancelled or discontinued. @example 2026-11-24T03:00:00.000Z */
  endedAt!: string | null;
  /** Of the checks at its signing; null before. */
  checks!: OrderCheckResponse[] | null;
  /**
   * Of a signed medicine: whether its dose was held against limits of this patient. `not-checked` is not "in order": `checks` say why.
   * @example not-checked
   */
  @ApiProperty({ enum: DOSE_CHECKS, nullable: true })
  doseCheck!: DoseCheck | null;
  /** The order that this one took the place of. @example 019a1b2c-0000-7000-8000-000000000004 */
  replaces!: string | null;
  orderSet!: OrderSetRefResponse | null;
  /** @example 2 */
  version!: number;
  /** @example 2026-11-23T07:59:00.000Z */
  createdAt!: string;
  /** @example 2026-11-23T08:00:00.000Z */
  updatedAt!: string;
}

export class OrderAllergyResponse {
  /** What of. @example "Thuốc cản quang iod" */
  display!: string;
  /** high, low or unable-to-assess; null when not said. @example high */
  criticality!: string | null;
}

/** An order with what whoever carries it out has to know of the patient; the last two are for those who do not see the chart. */
export class OrderDetailResponse extends OrderResponse {
  /** Why the patient came, as the encounter says. @example "Đau ngực, nghi nhồi máu cơ tim" */
  clinicalQuestion?: string | null;
  /** Active ones, the most dangerous first, at most 50. */
  allergies?: OrderAllergyResponse[];
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

/** Several orders written in one request. */
export class CreatedOrdersResponse {
  /** @example 019a1b2c-0000-7000-8000-000000000002 */
  patientId!: string;
  /** @example 019a1b2c-0000-7000-8000-000000000003 */
  encounterId!: string;
  /** In the order of the request. */
  orders!: CreatedOrderResponse[];
}

/** Several orders signed in one request. */
export class SignedOrdersResponse {
  /** @example 019a1b2c-0000-7000-8000-000000000002 */
  patientId!: string;
  /** @example 019a1b2c-0000-7000-8000-000000000003 */
  encounterId!: string;
  /** In the order of the request. */
  orders!: OrderResponse[];
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
  /** Why the patient came, as the encounter says. @example "Đau ngực, nghi nhồi máu cơ tim" */
  clinicalQuestion!: string | null;
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
  by!: ActorRefResponse;
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
