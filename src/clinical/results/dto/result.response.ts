import { ApiProperty, IntersectionType } from '@nestjs/swagger';
import { PersonRefResponse } from '../../../kernel/person-ref.response.js';
import { CodingResponse } from '../../datatypes/dto/coding.response.js';
import { ObservationPartResponse } from '../../observations/dto/observation.response.js';
import { QuantityResponse } from '../../datatypes/dto/quantity.response.js';
import { UNJUDGED, type Unjudged } from '../judging/judgement.rules.js';
import { DetailsResponse } from './details.response.js';
import type { ReportState, ValueState } from '../report-state.rules.js';

export class SuddenChangeResponse {
  /** @example 019a1b2c-0000-7000-8000-000000000070 */
  observationId!: string;
  /** @example 3.9 */
  value!: number | null;
  /** @example mmol/L */
  unit!: string | null;
  /** @example 2026-11-22T08:00:00.000Z */
  effectiveAt!: string;
  /** The same in words, with what to do. @example "Thay đổi đột ngột so với 3,9 mmol/L trước đó: kiểm tra lại người bệnh và mẫu." */
  text!: string;
  /** Where the limit of the change is from. @example "Giới hạn của hệ thống, chưa có nguồn; khoa xét nghiệm xác nhận." */
  source!: string;
}

/** A part of a result, such as one antibiotic of a sensitivity test, or the potassium of a blood gas. */
export class ResultComponentResponse extends ObservationPartResponse {
  /** Somebody has to be told at once; null: it could not be judged, or needs none. @example false */
  critical!: boolean | null;
  /** Why it could not be judged. @example "Chưa đánh giá được: thiếu đơn vị." */
  notJudgedText!: string | null;
}

export class ResultObservationResponse extends IntersectionType(QuantityResponse, DetailsResponse) {
  /** @example 019a1b2c-0000-7000-8000-000000000009 */
  id!: string;
  /** URI of the code's system. @example http://loinc.org */
  system!: string | null;
  /** @example 2823-3 */
  code!: string | null;
  /** What people read. @example Kali */
  display!: string;
  /** The result in words. @example "Âm tính" */
  text!: string | null;
  /** N, L, H, LL, HH, … (HL7 ObservationInterpretation); null when nothing can be said. @example H */
  interpretation!: string | null;
  /** The number with the digits it was sent with; `value` is the same number. @example "5.90" */
  valueText!: string | null;
  /** Somebody has to be told at once; null: it could not be judged, and somebody has to look. @example false */
  critical!: boolean | null;
  /** Why it could not be judged. @example unit-unfit */
  @ApiProperty({ enum: UNJUDGED, nullable: true })
  notJudgedBecause!: Unjudged | null;
  /** The same in words. @example "Chưa đánh giá được: thiếu đơn vị." */
  notJudgedText!: string | null;
  /** The patient's value before it, where the change is sudden: perhaps another patient's specimen. */
  suddenChange!: SuddenChangeResponse | null;
  /** Parts of the result, such as an antibiotic each of a sensitivity test. */
  components!: ResultComponentResponse[] | null;
  /** In `unit`. @example 3.5 */
  referenceLow!: number | null;
  /** In `unit`. @example 5.1 */
  referenceHigh!: number | null;
  /** @example "Âm tính" */
  referenceText!: string | null;
  /** @example final */
  status!: ValueState;
  /** @example 2026-11-23T08:00:00.000Z */
  effectiveAt!: string;
  /** The value this one replaced. @example 019a1b2c-0000-7000-8000-000000000070 */
  correctsId!: string | null;
}

/** That a doctor has looked at a report as it stands now. */
export class ReportReviewResponse {
  by!: PersonRefResponse;
  /** @example 2026-11-23T09:20:00.000Z */
  at!: string;
}

export class ReportResponse extends DetailsResponse {
  /** @example 019a1b2c-0000-7000-8000-000000000008 */
  id!: string;
  /** @example 019a1b2c-0000-7000-8000-000000000002 */
  patientId!: string;
  /** @example 019a1b2c-0000-7000-8000-000000000003 */
  encounterId!: string | null;
  /** @example 019a1b2c-0000-7000-8000-000000000005 */
  orderId!: string | null;
  /** @example XN26-000001 */
  orderNumber!: string | null;
  /** Tests of the panel that was ordered of which nothing came yet: the order waits for them. @example ["Clo"] */
  awaited!: string[];
  /** @example laboratory */
  category!: string;
  code!: CodingResponse;
  /** @example final */
  status!: ReportState;
  /** When the specimen was taken. @example 2026-11-23T08:00:00.000Z */
  effectiveAt!: string;
  /** When the laboratory issued it. @example 2026-11-23T09:00:00.000Z */
  issuedAt!: string | null;
  /** @example "Tăng kali máu nhẹ." */
  conclusion!: string | null;
  /** Who entered it first; null when a machine did. */
  recordedBy!: PersonRefResponse | null;
  /** The system that sent it first; null when a person entered it. @example "LIS khoa Xét nghiệm" */
  sender!: string | null;
  /** The values that hold now. */
  observations!: ResultObservationResponse[];
  /** One of the values has to be told to somebody at once; null: none is known to be, and one could not be judged. @example false */
  critical!: boolean | null;
  /** Which doctor looked at this version first; null while none said so. */
  reviewed!: ReportReviewResponse | null;
  /** @example 1 */
  version!: number;
  /** @example 2026-11-23T09:00:00.000Z */
  createdAt!: string;
  /** @example 2026-11-23T09:00:00.000Z */
  updatedAt!: string;
}

export class ReportPage {
  /** @example 019a1b2c-0000-7000-8000-000000000002 */
  patientId!: string;
  /** The encounter asked for; absent in a list of the patient's. @example 019a1b2c-0000-7000-8000-000000000003 */
  encounterId?: string;
  items!: ReportResponse[];
  /** Address of the next page, or null at the end. @example /api/v1/patients?name=anh&cursor=WyJhbmgiXQ */
  next!: string | null;
}

/** What a report said at one time. */
export class ReportVersionResponse extends DetailsResponse {
  /** @example 1 */
  number!: number;
  /** @example preliminary */
  status!: ReportState;
  /** @example "Kali máu tăng" */
  conclusion!: string | null;
  /** @example 2026-11-23T08:00:00.000Z */
  effectiveAt!: string;
  /** @example 2026-11-23T08:30:00.000Z */
  issuedAt!: string | null;
  /** Who entered it; null when a machine did. */
  recordedBy!: PersonRefResponse | null;
  /** The system that sent it; null when a person entered it. @example "LIS khoa Xét nghiệm" */
  sender!: string | null;
  /** @example 2026-11-23T08:31:00.000Z */
  recordedAt!: string;
  observations!: ResultObservationResponse[];
}

export class ReportWithVersionsResponse extends ReportResponse {
  /** Everything it ever said, newest first; the first is what it says now. */
  versions!: ReportVersionResponse[];
}
