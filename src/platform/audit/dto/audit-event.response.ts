import { AccountRefResponse } from '../../../kernel/person-ref.response.js';

/** The same in Vietnamese and in English. */
export class WordsResponse {
  /** @example "mở hồ sơ bệnh án" */
  vi!: string;
  /** @example "opened the medical record" */
  en!: string;
}

/** A patient by name, as they are called now. */
export class AuditedPatientRefResponse {
  /** @example 019a1b2c-0000-7000-8000-000000000002 */
  id!: string;
  /** @example "BN-00000042" */
  mrn!: string;
  /** @example "Nguyễn Văn An" */
  fullName!: string;
}

/** What kind of record an event is about, and what it is called where it has a name. */
export class AuditedRecordResponse {
  /** Null for what no better word is known of than the table's name. */
  words!: WordsResponse | null;
  /** Of a member of staff, a ward, a bed, a terminal or a machine, as it is called now; null for others. @example "Khoa Nội" */
  name!: string | null;
}

export class WardThenResponse {
  /** @example 019a1b2c-0000-7000-8000-000000000040 */
  id!: string;
  /** As it is called now. @example "Khoa Nội" */
  name!: string | null;
}

/** What was so when it was done; kept in the event, and sealed with it. */
export class CircumstancesResponse {
  /** Where who acted worked or was on duty; null for machines. */
  actorWards!: WardThenResponse[] | null;
  /** Where the patient was; null when several were shown. */
  patientWards!: WardThenResponse[] | null;
  /** N, R or V; the highest of several patients. @example N */
  confidentiality!: string | null;
  /** Both had wards, and none of them is the same; of several patients, for one at least. @example false */
  fromOtherWard!: boolean;
  /** Of several patients shown, the first ten of whom that is so; null otherwise. @example ["019a1b2c-0000-7000-8000-000000000002"] */
  otherWardPatients!: string[] | null;
}

/** Who acted. */
export class AuditActorResponse {
  /** @example 019a1b2c-0000-7000-8000-000000000001 */
  id!: string | null;
  /** @example nurse */
  username!: string;
  /** As they are called now; null for who is not known here. @example "Trần Thị Bình" */
  fullName!: string | null;
  /** @example nurse */
  role!: string | null;
  roleWords!: WordsResponse | null;
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
  /** The same by the hospital's clock. @example 2026-11-23T15:15:30.123+07:00 */
  hospitalTime!: string;
  /** @example create */
  kind!: string;
  /** What was done, in words. */
  words!: WordsResponse;
  actor!: AuditActorResponse;
  /** Table, or route for refusals. @example vital_signs */
  entity!: string;
  /** @example 019a1b2c-0000-7000-8000-000000000002 */
  entityId!: string | null;
  /** @example 019a1b2c-0000-7000-8000-000000000002 */
  patientId!: string | null;
  /** Whom it is about, by name; null where that is nobody. */
  patient!: AuditedPatientRefResponse | null;
  /** What record it is about, in words; null where it is about none, such as a sign-in or a refusal. */
  record!: AuditedRecordResponse | null;
  /** @example 019a1b2c-0000-7000-8000-000000000030 */
  encounterId!: string | null;
  /**
   * The patients a list or a search showed. An event asked for by its id names all of them; in a page of events it names ten
   * at most, and where the question is about one patient only that one.
   */
  patientIds!: string[] | null;
  /** Those of `patientIds`, by name. */
  patients!: AuditedPatientRefResponse[] | null;
  /** How many patients a list or a search showed. @example 42 */
  patientCount!: number | null;
  /** HL7 v3 PurposeOfUse. @example TREAT */
  purpose!: string | null;
  purposeWords!: WordsResponse | null;
  /** Of a failed sign-in, whose account it was meant for; null when nobody here has the name. */
  account!: AccountRefResponse | null;
  /** Null for events of no patient, and for older ones: then it is not known. */
  circumstances!: CircumstancesResponse | null;
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
  /**
   * With order=sealed: the number up to which the trail has been searched; the next question begins with `after` this one. Null
   * before anything is sealed; absent in any other order. @example 41200
   */
  sealedTo?: number | null;
  /**
   * Months of the period that this answer does not tell of: they were archived, and their files are not at hand or not what was
   * archived; or the question names no patient, record, encounter or person to search archives for. Oldest first; empty when nothing is missing. @example ["2025-01"]
   */
  notCovered!: string[];
  /** Address of the next page, or null at the end. @example /api/v1/patients?name=anh&cursor=WyJhbmgiXQ */
  next!: string | null;
}
