import { PersonRefResponse } from '../../../../kernel/person-ref.response.js';
import { ChartedBedResponse, ChartedPatientResponse } from '../../dto/vitals.response.js';
import { UnitResponse } from '../../../datatypes/dto/quantity.response.js';

/** Whose it is. */
class Theirs {
  /** @example 019a1b2c-0000-7000-8000-000000000060 */
  id!: string;
  /** @example 019a1b2c-0000-7000-8000-000000000002 */
  patientId!: string;
  /** @example 019a1b2c-0000-7000-8000-000000000030 */
  encounterId!: string;
  patient!: ChartedPatientResponse;
  /** Where the patient lies now; null without a bed. */
  bed!: ChartedBedResponse | null;
}

export class FluidResponse extends Theirs {
  /** in or out. @example out */
  direction!: string;
  /** @example urine */
  kind!: string;
  /** mL @example 350 */
  volume!: number;
  /** The drain. @example 019a1b2c-0000-7000-8000-000000000061 */
  siteId!: string | null;
  /** @example "Nước tiểu vàng trong" */
  comment!: string | null;
  /** @example 2026-11-23T08:00:00.000Z */
  effectiveAt!: string;
  /** final or entered-in-error. @example final */
  status!: string;
  /** Why it was marked. @example "Gõ nhầm 350 thành 3500" */
  statusReason!: string | null;
  /** The entry that this one corrects. @example 019a1b2c-0000-7000-8000-000000000062 */
  replacesId!: string | null;
  recordedBy!: PersonRefResponse;
  /** @example 2026-11-23T08:01:00.000Z */
  recordedAt!: string;
  /** Charted after the discharge, for a time before it. @example false */
  lateEntry!: boolean;
  /** Why it was charted only then. @example "Mất điện từ 14 h đến 16 h, ghi giấy" */
  lateReason!: string | null;
  /** @example 1 */
  version!: number;
}

export class FluidTotalResponse {
  /** First moment. @example 2026-11-22T23:00:00.000Z */
  from!: string;
  /** Where the next begins. @example 2026-11-23T07:00:00.000Z */
  to!: string;
  /** The date on the ward's clock; of a night the one on which it began. @example 2026-11-23 */
  date!: string;
  /** morning (6–14 h), afternoon (14–22 h), night (22–6 h); null for a whole day, from 6 h to 6 h: its three shifts. @example morning */
  shift!: string | null;
  /** mL @example 1500 */
  in!: number;
  /** mL @example 1100 */
  out!: number;
  /** In less out, mL. @example 400 */
  balance!: number;
  /** mL by direction and kind. @example {"in": {"intravenous": 1500}, "out": {"urine": 1100}} */
  byKind!: Record<string, Record<string, number>>;
}

export class InfusedHourResponse {
  /** The beginning of the hour. @example 2026-11-23T08:00:00.000Z */
  at!: string;
  /** mL @example 25 */
  volume!: number;
}

/** What went in of an infusion within the period, as it ran; nobody charts it by hand. */
export class InfusedResponse {
  /** @example 019a1b2c-0000-7000-8000-000001c8a1b2 */
  doseId!: string;
  /** @example "Noradrenalin 4 mg/4 mL" */
  display!: string;
  /** @example 2026-11-23T08:00:00.000Z */
  begunAt!: string;
  /** Null while it goes on. @example 2026-11-23T12:00:00.000Z */
  endedAt!: string | null;
  /** mL @example 120 */
  volume!: number;
  /** By the hour, the latest first; at most 72 hours. */
  hours!: InfusedHourResponse[];
}

/** Fluids of a period: each entry, the latest first, and what they come to by shift and by day of the ward's clock. */
export class FluidsResponse extends UnitResponse {
  /** @example 019a1b2c-0000-7000-8000-000000000002 */
  patientId!: string;
  /** @example 019a1b2c-0000-7000-8000-000000000030 */
  encounterId!: string;
  /** Also those that were marked as entered in error; they count in no total. */
  items!: FluidResponse[];
  /** Address of the next page, or null at the end. @example /api/v1/encounters/019a1b2c-0000-7000-8000-000000000030/fluids?cursor=WyJhbmgiXQ */
  next!: string | null;
  shifts!: FluidTotalResponse[];
  days!: FluidTotalResponse[];
  /** Infusions that ran in the period; they count in the totals, as the kind `infusion`. */
  infusions!: InfusedResponse[];
}

export class SiteResponse extends Theirs {
  /** wound or drain. @example drain */
  kind!: string;
  /** @example "Dẫn lưu ổ bụng" */
  type!: string;
  /** @example "Hố chậu phải" */
  location!: string;
  /** @example 2026-11-23T08:00:00.000Z */
  startedAt!: string;
  /** Null while it is there. @example 2026-11-25T08:00:00.000Z */
  endedAt!: string | null;
  /** @example "Rút ống, không còn dịch" */
  endedReason!: string | null;
  recordedBy!: PersonRefResponse;
  /** @example 2026-11-23T08:01:00.000Z */
  recordedAt!: string;
  /** Charted after the discharge, for a time before it. @example false */
  lateEntry!: boolean;
  /** Why it was charted only then. @example "Mất điện từ 14 h đến 16 h, ghi giấy" */
  lateReason!: string | null;
  /** @example 1 */
  version!: number;
}

export class AssessmentResponse extends Theirs {
  /** morse, braden or wound. @example morse */
  kind!: string;
  /** LOINC of the total; null for a wound. @example 59460-6 */
  code!: string | null;
  /** @example 019a1b2c-0000-7000-8000-000000000061 */
  siteId!: string | null;
  /** @example {"fallHistory": 25, "secondaryDiagnosis": 15, "ambulatoryAid": 0, "intravenousAccess": 20, "gait": 0, "mentalStatus": 0} */
  items!: Record<string, number | string>;
  /** @example 60 */
  total!: number | null;
  /** none, low, moderate, high or very-high. @example high */
  risk!: string | null;
  /** What is planned, or what the risk asks for. @example "Đổi tư thế mỗi 2 giờ" */
  plan!: string | null;
  /** @example 2026-11-23T08:00:00.000Z */
  effectiveAt!: string;
  recordedBy!: PersonRefResponse;
  /** @example 2026-11-23T08:01:00.000Z */
  recordedAt!: string;
  /** Charted after the discharge, for a time before it. @example false */
  lateEntry!: boolean;
  /** Why it was charted only then. @example "Mất điện từ 14 h đến 16 h, ghi giấy" */
  lateReason!: string | null;
}

export class EscalationResponse extends Theirs {
  /** @example 019a1b2c-0000-7000-8000-000000000050 */
  vitalsId!: string;
  /** NEWS2 or PEWS. @example NEWS2 */
  score!: string | null;
  /** @example 8 */
  total!: number | null;
  /** @example high */
  risk!: string | null;
  /** @example "SpO₂ tụt còn 86 %" */
  note!: string | null;
  /** Who was called; null for whoever is on duty. */
  called!: PersonRefResponse | null;
  raisedBy!: PersonRefResponse;
  /** @example 2026-11-23T08:02:00.000Z */
  raisedAt!: string;
  /** raised or acknowledged. @example acknowledged */
  status!: string;
  /** @example "Đã khám, cho thở oxy mặt nạ" */
  response!: string | null;
  acknowledgedBy!: PersonRefResponse | null;
  /** @example 2026-11-23T08:10:00.000Z */
  acknowledgedAt!: string | null;
  /** @example 2 */
  version!: number;
}

class PageOfOne {
  /** @example 019a1b2c-0000-7000-8000-000000000002 */
  patientId!: string;
  /** Address of the next page, or null at the end. @example /api/v1/encounters/019a1b2c-0000-7000-8000-000000000030/sites?cursor=WyJhbmgiXQ */
  next!: string | null;
}
export class SitePage extends PageOfOne {
  items!: SiteResponse[];
}
export class AssessmentPage extends PageOfOne {
  items!: AssessmentResponse[];
}
export class EscalationPage extends PageOfOne {
  items!: EscalationResponse[];
}
