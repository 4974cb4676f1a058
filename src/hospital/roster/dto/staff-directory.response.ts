import type { Role } from '../../../platform/routes/policy.js';

export class DirectoryWardResponse {
  /** @example 019a1b2c-0000-7000-8000-000000000010 */
  id!: string;
  /** @example NOI */
  code!: string;
  /** @example "Khoa Nội tổng hợp" */
  name!: string;
}

export class DirectoryDutyResponse {
  ward!: DirectoryWardResponse;
  /** When the duty ends. @example 2026-11-24T00:00:00.000Z */
  until!: string;
}

/** A colleague, as whoever has to choose one needs to know them. */
export class ColleagueResponse {
  /** What consultations and duties ask for as staffId. @example 019a1b2c-0000-7000-8000-000000000001 */
  id!: string;
  /** @example "BS. Trần Văn Minh" */
  fullName!: string;
  /** @example ["doctor"] */
  roles!: Role[];
  /** On call for the whole hospital. @example false */
  hospitalWide!: boolean;
  /** Where they work. */
  wards!: DirectoryWardResponse[];
  /** Where they are on duty at this moment. */
  onDuty!: DirectoryDutyResponse[];
}

export class StaffDirectoryPage {
  items!: ColleagueResponse[];
  /** Address of the next page, or null at the end. @example "/api/v1/staff-directory?q=hong&limit=20&cursor=WyJhbmgiXQ" */
  next!: string | null;
}
