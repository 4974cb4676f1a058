/** Who is on duty. */
export class DutyPersonResponse {
  /** @example 019a1b2c-0000-7000-8000-000000000001 */
  id!: string;
  /** @example nurse */
  username!: string;
  /** @example "ĐD. Lê Thị Hoa" */
  fullName!: string;
}

export class DutyWardResponse {
  /** @example 019a1b2c-0000-7000-8000-000000000004 */
  id!: string;
  /** @example NOI */
  code!: string;
  /** @example "Khoa Nội" */
  name!: string;
}

/** Somebody on duty in a ward. */
export class DutyResponse {
  /** @example 019a1b2c-0000-7000-8000-000000000005 */
  id!: string;
  staff!: DutyPersonResponse;
  ward!: DutyWardResponse;
  /** @example 2026-11-24T00:00:00.000Z */
  startsAt!: string;
  /** @example 2026-11-24T08:00:00.000Z */
  endsAt!: string;
  /** Null unless it was cancelled. @example 2026-11-23T08:00:00.000Z */
  cancelledAt!: string | null;
  /** @example 1 */
  version!: number;
}

export class DutyPage {
  items!: DutyResponse[];
  /** @example "/api/v1/duties/mine?limit=20&cursor=WyIwMTlhIl0" */
  next!: string | null;
}

export class PlannedDutiesResponse {
  items!: DutyResponse[];
}
