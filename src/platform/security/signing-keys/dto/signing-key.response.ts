/** A key that a terminal holds. */
export class OwnSigningKeyResponse {
  /** @example 019a1b2c-0000-7000-8000-0000000000c1 */
  id!: string;
  /** What the person calls the terminal. @example "Máy bàn buồng trực, khoa Nội" */
  heldAt!: string;
  /** RFC 7638, by which signatures name it. @example NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs */
  thumbprint!: string;
  /** @example 2026-11-29T08:00:00.000Z */
  createdAt!: string;
  /** When it went out of use. @example 2026-11-30T08:00:00.000Z */
  retiredAt!: string | null;
}

export class OwnSigningKeyList {
  items!: OwnSigningKeyResponse[];
  /** Always null: all are there. @example null */
  next!: string | null;
}
