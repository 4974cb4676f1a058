/** A ward's terminal. */
export class TerminalResponse {
  /** @example 019a1b2c-0000-7000-8000-000000000006 */
  id!: string;
  /** @example KHOA-NOI-01 */
  code!: string;
  /** @example "Bàn điều dưỡng, Khoa Nội" */
  name!: string;
  /** @example 019a1b2c-0000-7000-8000-000000000004 */
  wardId!: string | null;
  /** @example 2026-11-23T01:15:30.123Z */
  enrolledAt!: string;
  /** Since when it is out of use. @example 2026-12-01T01:15:30.123Z */
  retiredAt!: string | null;
  /** @example 1 */
  version!: number;
}

/** A terminal just enrolled, with the key that it has to send as X-Terminal-Key; it is shown only this once. */
export class EnrolledTerminalResponse extends TerminalResponse {
  /** @example kq3vYhX0v3m5T1zC2sT4mA4d9QxW1n8L */
  key!: string;
}

export class TerminalPage {
  items!: TerminalResponse[];
  /** @example "/api/v1/terminals?limit=20&cursor=WyJLSE9BIl0" */
  next!: string | null;
}
