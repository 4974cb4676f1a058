/** Who acted. */
export class AuditActorResponse {
  /** @example 019a1b2c-0000-7000-8000-000000000001 */
  id!: string | null;
  /** @example nurse */
  username!: string;
  /** @example nurse */
  role!: string | null;
  /** staff, client, system or anonymous. @example staff */
  kind!: string;
  /** @example 019a1b2c-0000-7000-8000-000000000071 */
  sessionId!: string | null;
}

/** One event of the trail. */
export class AuditEventResponse {
  /** UUIDv7: ordered by time. @example 019a1b2c-0000-7000-8000-000000000009 */
  id!: string;
  /** @example 2026-11-23T08:15:30.123Z */
  occurredAt!: string;
  /** @example create */
  kind!: string;
  actor!: AuditActorResponse;
  /** Table, or route for refusals. @example vital_signs */
  entity!: string;
  /** @example 019a1b2c-0000-7000-8000-000000000002 */
  entityId!: string | null;
  /** @example 019a1b2c-0000-7000-8000-000000000002 */
  patientId!: string | null;
  /** @example 019a1b2c-0000-7000-8000-000000000030 */
  encounterId!: string | null;
  /**
   * The patients a list or a search showed. An event asked for by its id names all of them; in a page of events it names ten
   * at most, and where the question is about one patient only that one.
   */
  patientIds!: string[] | null;
  /** How many patients a list or a search showed. @example 42 */
  patientCount!: number | null;
  /** HL7 v3 PurposeOfUse. @example TREAT */
  purpose!: string | null;
  /** @example "Người bệnh gọi điện hỏi kết quả" */
  reason!: string | null;
  /** @example KHOA-NOI-01 */
  terminal!: string | null;
  /** @example 10.1.2.3 */
  address!: string | null;
  /** @example 0f6c1f0e-6f0a-4f0d-9d4f-3f6d7b0e8a11 */
  requestId!: string | null;
  /** For create and delete `{field: value}`; for update `{field: {old, new}}`. */
  changes!: Record<string, unknown> | null;
  /** What else is known: the route, the search words, why a sign-in failed. */
  detail!: Record<string, unknown> | null;
}

export class AuditEventPage {
  items!: AuditEventResponse[];
  /**
   * The moment back to which this page has searched the trail; what is older is searched by `next`, also when this page is
   * short or empty. Null when all of the period was searched: then nothing else is there. @example 2026-11-23T08:15:30.123Z
   */
  searchedTo!: string | null;
  /** Address of the next page, or null at the end. @example /api/v1/patients?name=anh&cursor=WyJhbmgiXQ */
  next!: string | null;
}
