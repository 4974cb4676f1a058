/** One comparison of the hospital's rows with the events about them. */
export class TrailComparisonResponse {
  /** @example 019a1b2c-0000-7000-8000-000000000001 */
  id!: string;
  /** @example 2026-11-23T20:15:30.123Z */
  beganAt!: string;
  /** @example 2026-11-23T20:16:02.456Z */
  endedAt!: string;
  /** Rows compared. @example 812345 */
  rows!: number;
  /** Events read for them. @example 1204888 */
  events!: number;
  /** Rows of which some events lie in archives; they are compared with what is left. @example 0 */
  archived!: number;
  /** Rows of which a secret was last written before the trail kept its hash: whether it was replaced since is not known. @example 0 */
  unknown!: number;
  /** Rows that do not fit their events; 0 when all do. @example 0 */
  findings!: number;
  /** How many of each kind, by table. @example {"patient differs": 1} */
  counts!: Record<string, number>;
}

export class TrailComparisonPage {
  items!: TrailComparisonResponse[];
  /** Address of the next page, or null at the end. @example "/api/v1/audit/reconciliations?limit=20&cursor=WyIwMTlhIl0" */
  next!: string | null;
}
