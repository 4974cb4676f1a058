/** A member of staff in a grant. */
export class GrantPersonResponse {
  /** @example 019a1b2c-0000-7000-8000-000000000001 */
  id!: string;
  /** @example doctor */
  username!: string;
  /** @example "BS. Trần Văn Minh" */
  fullName!: string;
}

/** Access to one patient beyond one's wards, for a time. */
export class AccessGrantResponse {
  /** @example 019a1b2c-0000-7000-8000-000000000003 */
  id!: string;
  /** consultation: asked by a colleague who treats the patient; break-glass: taken in an emergency. @example break-glass */
  kind!: string;
  /** @example 019a1b2c-0000-7000-8000-000000000002 */
  patientId!: string;
  /** Who may see. */
  staff!: GrantPersonResponse;
  /** Who let them in; the same person in an emergency. */
  grantedBy!: GrantPersonResponse;
  /** @example emergency */
  reasonCode!: string;
  /** @example "Người bệnh ngừng tuần hoàn tại sảnh" */
  reason!: string;
  /** @example 2026-11-23T01:15:30.123Z */
  grantedAt!: string;
  /** @example 2026-11-23T05:15:30.123Z */
  until!: string;
  /** What the reviewer found; null until then. @example justified */
  outcome!: string | null;
  /** @example "Đã gọi khoa Cấp cứu xác nhận" */
  reviewNote!: string | null;
  reviewer!: GrantPersonResponse | null;
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

/** Why, or why not, the person asking may see a patient. */
export class AccessExplanationResponse {
  /** @example 019a1b2c-0000-7000-8000-000000000002 */
  patientId!: string;
  /** @example true */
  allowed!: boolean;
  /**
   * ward: the patient is in a ward where you work; duty: in one where you are on duty now; recent: was, or you wrote into the record lately; consultation; break-glass;
   * hospital-wide: you are on call for the whole hospital; none.
   * @example ward
   */
  because!: string;
  /** The same in words. @example "Người bệnh đang ở khoa bạn làm việc." */
  words!: string;
  /** When the access ends, when that is known. @example 2026-11-23T05:15:30.123Z */
  until!: string | null;
  /** What the role may do with patients it may see. @example ["chart.read","vitals.write"] */
  actions!: string[];
}
