/** Who acted, as far as the trail and the list of staff know. */
export class WhoResponse {
  /** Null for the service itself and for nobody signed in. @example 019a1b2c-0000-7000-8000-000000000001 */
  id!: string | null;
  /** @example nurse */
  username!: string;
  /** Null when the list of staff does not have the person. @example "Trần Thị Bình" */
  fullName!: string | null;
  /** The role the person acted in. @example nurse */
  role!: string | null;
  /** staff, client, system or anonymous. @example staff */
  kind!: string;
}

/** One field of a version: what it was and what it became. */
export class FieldChangeResponse {
  /** @example heartRate */
  field!: string;
  /** What people call it, in the language asked for; null for a field that is there no more. @example "mạch" */
  words!: string | null;
  /** Null when the version before had nothing there, and in the first version. Secrets and long texts stand as a hash or ***. */
  old!: unknown;
  new!: unknown;
}

/** What every access to a record tells: when, who, from where and why. */
export class RecordAccessResponse {
  /** The event of the trail, for /audit/events/:id and its proof. @example 019a1b2c-0000-7000-8000-000000000009 */
  eventId!: string;
  /** @example 2026-11-23T08:15:30.123Z */
  at!: string;
  who!: WhoResponse;
  /** @example KHOA-NOI-01 */
  terminal!: string | null;
  /** @example 10.1.2.3 */
  address!: string | null;
  /** HL7 v3 PurposeOfUse. @example TREAT */
  purpose!: string | null;
  /** Given by the person. @example "Nhập nhầm mạch" */
  reason!: string | null;
}

/** One version of a record. */
export class RecordVersionResponse extends RecordAccessResponse {
  /** Number of the version that came to be; null for records that carry none. @example 2 */
  version!: number | null;
  /** create, update or delete. @example update */
  kind!: string;
  changes!: FieldChangeResponse[];
}

/** One reading of a record. */
export class RecordReadResponse extends RecordAccessResponse {
  /** read, or replay when a retried write was answered again. @example read */
  kind!: string;
  /** What was opened; differs from the record's when it was shown as part of more. @example chart */
  entity!: string;
}

/** The versions of one record, oldest first. */
export class RecordLifeResponse {
  /** @example vital_signs */
  entity!: string;
  /** What kind of record it is, in plain words of the language asked for; null where no better word is known. @example "sinh hiệu" */
  words!: string | null;
  /** @example 019a1b2c-0000-7000-8000-000000000005 */
  id!: string;
  /** Whose record it is; null for records of no patient. @example 019a1b2c-0000-7000-8000-000000000002 */
  patientId!: string | null;
  items!: RecordVersionResponse[];
  /**
   * Months that this answer does not tell of: they were archived, and their files are not at hand or not what was
   * archived. Oldest first; empty when nothing is missing. @example ["2025-01"]
   */
  notCovered!: string[];
  /** Address of the next page, or null at the end. @example "/api/v1/audit/records/vital_signs/019a1b2c-0000-7000-8000-000000000005?limit=20&cursor=WyIwMTlhIl0" */
  next!: string | null;
}

/** Who read one record, newest first. */
export class RecordReadsResponse {
  /** @example vital_signs */
  entity!: string;
  /** What kind of record it is, in plain words of the language asked for; null where no better word is known. @example "sinh hiệu" */
  words!: string | null;
  /** @example 019a1b2c-0000-7000-8000-000000000005 */
  id!: string;
  /** Whose record it is; null for records of no patient. @example 019a1b2c-0000-7000-8000-000000000002 */
  patientId!: string | null;
  items!: RecordReadResponse[];
  /**
   * Months that this answer does not tell of: they were archived, and their files are not at hand or not what was
   * archived. Oldest first; empty when nothing is missing. @example ["2025-01"]
   */
  notCovered!: string[];
  /** Address of the next page, or null at the end. @example "/api/v1/audit/records/vital_signs/019a1b2c-0000-7000-8000-000000000005/reads?limit=20&cursor=WyIwMTlhIl0" */
  next!: string | null;
}
