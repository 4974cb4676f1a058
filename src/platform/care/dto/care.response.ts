import { AccountRefResponse } from '../../../kernel/person-ref.response.js';

/** A ward or clinic in a grant. */
export class GrantWardResponse {
  /** @example 019a1b2c-0000-7000-8000-000000000010 */
  id!: string;
  /** @example KHAM */
  code!: string;
  /** @example "Khoa Khám bệnh" */
  name!: string;
}

/** Access to one patient beyond one's wards, for a time. */
export class AccessGrantResponse {
  /** @example 019a1b2c-0000-7000-8000-000000000003 */
  id!: string;
  /**
   * consultation: a person asked by who treats the patient; referral: a ward or clinic asked so; break-glass: taken in an emergency;
   * admission, transfer: a patient of another ward, or opened only in an emergency, taken into a ward of one's own.
   * @example break-glass
   */
  kind!: string;
  /** @example 019a1b2c-0000-7000-8000-000000000002 */
  patientId!: string;
  /** Who may see; null for a referral. */
  staff!: AccountRefResponse | null;
  /** Whose people may see by a referral, or where the patient was taken; else null. */
  ward!: GrantWardResponse | null;
  /** Who let them in; the same person in an emergency. */
  grantedBy!: AccountRefResponse;
  /** @example emergency */
  reasonCode!: string;
  /** @example "Người bệnh ngừng tuần hoàn tại sảnh" */
  reason!: string;
  /** @example 2026-11-23T01:15:30.123Z */
  grantedAt!: string;
  /** Null when the ward itself gives the access: for an admission or transfer. @example 2026-11-23T05:15:30.123Z */
  until!: string | null;
  /** What the reviewer found; null until then. @example justified */
  outcome!: string | null;
  /** @example "Đã gọi khoa Cấp cứu xác nhận" */
  reviewNote!: string | null;
  reviewer!: AccountRefResponse | null;
  /** @example 2026-11-24T02:00:00.000Z */
  reviewedAt!: string | null;
  /** @example 1 */
  version!: number;
}

export class AccessGrantPage {
  items!: AccessGrantResponse[];
  /** @example "/api/v1/break-glass?review=pending&limit=20&cursor=WyIwMTlhIl0" */
  next!: string | null;
}

export class PatientGrantsResponse {
  /** @example 019a1b2c-0000-7000-8000-000000000002 */
  patientId!: string;
  /** At most 100. */
  items!: AccessGrantResponse[];
}

/** An emergency access of one's own that goes on. */
export class OwnEmergencyResponse {
  /** What it is ended by. @example 019a1b2c-0000-7000-8000-000000000003 */
  id!: string;
  /** @example "Người bệnh ngừng tuần hoàn tại sảnh" */
  reason!: string;
  /** @example 2026-11-23T05:15:30.123Z */
  until!: string;
  /** @example 1 */
  version!: number;
}

/** Why, or why not, the person asking may see a patient. */
export class AccessExplanationResponse {
  /** @example 019a1b2c-0000-7000-8000-000000000002 */
  patientId!: string;
  /** @example true */
  allowed!: boolean;
  /**
   * ward: the patient is in a ward where you work; duty: in one where you are on duty now; consultation; referral; break-glass;
   * hospital-wide: you are on call for the whole hospital; recent: was in a ward of yours, or you wrote into the record lately; left-ward: you left the ward lately, and may read; role: your
   * role sees every record that is not confidential; order: there is an order to carry out; none.
   * @example ward
   */
  because!: string;
  /** The same in words. @example "Người bệnh đang ở khoa bạn làm việc." */
  words!: string;
  /** When the access ends, when that is known. @example 2026-11-23T05:15:30.123Z */
  until!: string | null;
  /** The emergency access of one's own to this patient that lasts longest, whatever else lets one in; null when there is none. */
  emergency!: OwnEmergencyResponse | null;
  /** What the role may do with patients it may see. @example ["chart.read","vitals.write"] */
  actions!: string[];
}
