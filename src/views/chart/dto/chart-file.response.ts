export class ChartFileResponse {
  /** @example 019a1b2c-0000-7000-8000-0000000000a1 */
  id!: string;
  /** @example 019a1b2c-0000-7000-8000-000000000010 */
  encounterId!: string | null;
  /** @example wound-photograph */
  kind!: string;
  /** @example "Ảnh vết thương" */
  kindText!: string;
  /** @example "Vết mổ, ngày thứ ba" */
  title!: string;
  /** @example 2026-11-23 */
  datedOn!: string | null;
  /** @example image/jpeg */
  mediaType!: string;
  /** @example 2026-11-23T08:00:00.000Z */
  addedAt!: string;
  /** @example /api/v1/files/019a1b2c-0000-7000-8000-0000000000a1/content */
  content!: string;
}

/** What a list leaves out. */
export class ChartCutResponse {
  /** How many more there are. @example 12 */
  more!: number;
  /** There are more than that still. @example false */
  orMore!: boolean;
  /** Where all of it is. @example /api/v1/patients/019a1b2c-0000-7000-8000-000000000002/results */
  address!: string;
}
