import { ApiProperty } from '@nestjs/swagger';
import { PersonRefResponse } from '../../../kernel/person-ref.response.js';
import { AgeResponse } from '../../datatypes/dto/age.response.js';
import { CodingResponse } from '../../datatypes/dto/coding.response.js';
import { OrderAllergyResponse, OrderCheckResponse, OrderResponse } from '../../orders/dto/order.response.js';
import { DISPENSING_STATES, REVIEW_STATES, type DispensingState, type ReviewState } from '../review.rules.js';

/** What is given out in place of what was ordered. */
export class ProductResponse {
  medication!: CodingResponse;
  /** @example "viên nang" */
  form!: string | null;
  /** Of one piece. @example "250 mg" */
  strength!: string | null;
  /** How the ordered dose is made of it. @example "2 viên mỗi lần" */
  instructions!: string | null;
}

/** What the pharmacy says of an order; `version` 0 while no pharmacist has looked at it. */
export class ReviewResponse {
  /** @example verified */
  @ApiProperty({ enum: REVIEW_STATES })
  status!: ReviewState;
  /** What its doctor was asked last. @example "Creatinin 210 µmol/L: giảm liều?" */
  question!: string | null;
  /** Another substance that was proposed to the doctor. */
  proposal!: ProductResponse | null;
  /** @example "Đã hội chẩn, giữ liều trong 24 giờ đầu" */
  answer!: string | null;
  answeredBy!: PersonRefResponse | null;
  /** @example 2026-11-23T08:30:00.000Z */
  answeredAt!: string | null;
  /** What is given out in place of what was ordered; the same substance. */
  product!: ProductResponse | null;
  /** Why it was substituted. @example "Hết viên 500 mg" */
  reason!: string | null;
  /** @example "Đã chỉnh giờ dùng cách bữa ăn" */
  comment!: string | null;
  reviewedBy!: PersonRefResponse | null;
  /** @example 2026-11-23T08:20:00.000Z */
  reviewedAt!: string | null;
  /** Name it in If-Match. @example 1 */
  version!: number;
}

export class DispensingResponse {
  /** @example 019a1b2c-0000-7000-8000-0000000000d0 */
  id!: string;
  /** @example 019a1b2c-0000-7000-8000-000000000002 */
  patientId!: string;
  /** @example 019a1b2c-0000-7000-8000-000000000003 */
  encounterId!: string;
  /** @example 019a1b2c-0000-7000-8000-000000000005 */
  orderId!: string;
  /** @example "Paracetamol 500 mg" */
  product!: string;
  /** @example 10 */
  quantity!: number;
  /** UCUM. @example "{tablet}" */
  unit!: string;
  /** @example "B2411-07" */
  lot!: string;
  /** @example 2027-06-30 */
  expiresOn!: string;
  /** False when more is to come for the order. @example true */
  complete!: boolean;
  /** returned: all of it came back. @example dispensed */
  @ApiProperty({ enum: DISPENSING_STATES })
  status!: DispensingState;
  /** How much came back. @example 0 */
  returnedQuantity!: number;
  /** @example "Người bệnh ra viện" */
  returnReason!: string | null;
  returnedBy!: PersonRefResponse | null;
  /** @example 2026-11-24T03:00:00.000Z */
  returnedAt!: string | null;
  dispensedBy!: PersonRefResponse | null;
  /** @example 2026-11-23T08:40:00.000Z */
  dispensedAt!: string;
  /** @example 1 */
  version!: number;
}

export class PharmacyPatientResponse {
  /** @example 019a1b2c-0000-7000-8000-000000000002 */
  id!: string;
  /** @example 79016-00000001 */
  mrn!: string;
  /** @example "Nguyễn Thị Ánh" */
  fullName!: string;
  /** @example female */
  sex!: string;
  age!: AgeResponse | null;
}

/** An order of a medicine on the pharmacy's work list. */
export class PharmacyItemResponse extends OrderResponse {
  patient!: PharmacyPatientResponse;
  /** @example "Khoa Nội tổng hợp" */
  wardName!: string | null;
  /** Room and bed. @example "P1.4" */
  bed!: string | null;
  review!: ReviewResponse;
  /** Whether something, or all of it, was given out. @example none */
  @ApiProperty({ enum: ['none', 'partial', 'complete'] })
  dispensed!: 'none' | 'partial' | 'complete';
}

export class PharmacyPage {
  items!: PharmacyItemResponse[];
  /** Address of the next page, or null at the end. @example /api/v1/pharmacy/orders?cursor=WyIwMTlhIl0 */
  next!: string | null;
}

/** An order of a medicine as the pharmacy sees it. */
export class PharmacyOrderResponse extends OrderResponse {
  review!: ReviewResponse;
  /** What the checks say now; those at its signing stand in `checks`. */
  checksNow!: OrderCheckResponse[];
  /** never-asked: nobody has asked about allergies, so that an empty list says nothing. @example known */
  @ApiProperty({ enum: ['never-asked', 'none-known', 'known'] })
  allergyStatus!: 'never-asked' | 'none-known' | 'known';
  /** Active ones, the most dangerous first, at most 50. */
  allergies!: OrderAllergyResponse[];
  /** Newest weight that counts, in kg. @example 52.5 */
  weightKg!: number | null;
  /** The order that took its place. @example 019a1b2c-0000-7000-8000-000000000006 */
  replacement!: string | null;
  /** The latest first, at most 100. */
  dispensings!: DispensingResponse[];
}

/** The state of the pharmacy's review after a step, with the order that it is about. */
export class ReviewedOrderResponse extends ReviewResponse {
  /** Of the order. @example 019a1b2c-0000-7000-8000-000000000005 */
  orderId!: string;
  /** @example 019a1b2c-0000-7000-8000-000000000002 */
  patientId!: string;
  /** @example 019a1b2c-0000-7000-8000-000000000003 */
  encounterId!: string;
}
