import { IsIn, IsOptional } from 'class-validator';
import { ActorRefResponse } from '../../../kernel/person-ref.response.js';
import { PageQuery } from '../../../platform/routes/pagination.js';
import { ROLES, type Role } from '../../../platform/routes/policy.js';

export class AccessReviewQuery extends PageQuery {
  /** Only who holds this role. @example admin */
  @IsOptional()
  @IsIn(ROLES)
  role?: Role;

  /** As a page, or all of it as a file. @example csv */
  @IsOptional()
  @IsIn(['json', 'csv', 'ndjson'])
  format: 'json' | 'csv' | 'ndjson' = 'json';
}

export class RoleWordsResponse {
  /** @example "quản trị viên" */
  vi!: string;
  /** @example "administrator" */
  en!: string;
}

/** One role that one person holds. */
export class HeldRoleResponse {
  /** @example 019a1b2c-0000-7000-8000-000000000080 */
  id!: string;
  /** @example 019a1b2c-0000-7000-8000-000000000001 */
  staffId!: string;
  /** @example nurse */
  username!: string;
  /** @example "Trần Thị Bình" */
  fullName!: string;
  /** active, or left: then the role opens nothing. @example active */
  status!: string;
  /** @example admin */
  role!: string;
  roleWords!: RoleWordsResponse;
  /** @example 2026-11-23T08:15:30.123Z */
  since!: string;
  /** Who gave it, as the trail has it; null when that is not known, or lies in an archived month. */
  grantedBy!: ActorRefResponse | null;
  /** Codes of the wards where the person works. @example ["NOI"] */
  wards!: string[];
  /** On call for the whole hospital. @example false */
  hospitalWide!: boolean;
  /** When the person last signed in in it; null for never. @example 2026-11-28T00:05:00.000Z */
  lastSignInAt!: string | null;
}

export class AccessReviewPage {
  items!: HeldRoleResponse[];
  /** Address of the next page, or null at the end. @example /api/v1/access-review?cursor=WyJhIl0 */
  next!: string | null;
}
