import type { Role } from '../../../platform/routes/policy.js';

export class StaffWardResponse {
  /** @example 019a1b2c-0000-7000-8000-000000000004 */
  id!: string;
  /** @example NOI */
  code!: string;
  /** Since when. @example 2026-11-23T08:00:00.000Z */
  since!: string;
}

export class StaffResponse {
  /** @example 019a1b2c-0000-7000-8000-000000000001 */
  id!: string;
  /** @example minh.tran */
  username!: string;
  /** @example "BS. Trần Văn Minh" */
  fullName!: string;
  /** @example 0012345/HCM-CCHN */
  practisingCertificate!: string | null;
  /** active or left. @example active */
  status!: string;
  /** On call for the whole hospital. @example false */
  hospitalWide!: boolean;
  /** @example ["doctor"] */
  roles!: Role[];
  /**
   * Until when a password that somebody else set is good; past: it ran out, and another reset helps. Null: they chose their own.
   * @example 2026-11-26T08:00:00.000Z
   */
  passwordGoodUntil!: string | null;
  /** Wards they work in. */
  wards!: StaffWardResponse[];
  /** @example 1 */
  version!: number;
  /** @example 2026-11-23T08:00:00.000Z */
  createdAt!: string;
}

export class StaffPage {
  items!: StaffResponse[];
  /** Address of the next page, or null at the end. @example /api/v1/patients?name=anh&cursor=WyJhbmgiXQ */
  next!: string | null;
}
