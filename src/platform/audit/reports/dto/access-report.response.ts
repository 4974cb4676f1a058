import { ActorRefResponse } from '../../../../kernel/person-ref.response.js';

/** Whose record the report is about. */
export class ReportPatientResponse {
  /** @example 019a1b2c-0000-7000-8000-000000000002 */
  id!: string;
  /** @example 79016-26-000123 */
  mrn!: string;
  /** @example "Nguyễn Thị Lan" */
  fullName!: string;
}

/** A member of staff, a machine or the service itself; the username stands for a name that the list of staff does not have. */
export class ReportPersonResponse extends ActorRefResponse {
  /** The role in words. @example "điều dưỡng" */
  roleWords!: string | null;
}

/** One kind of thing that was seen or done. */
export class DeedResponse {
  /** Table, as the trail names it. @example vital_signs */
  entity!: string;
  /** Kind of event. @example create */
  kind!: string;
  /** In plain words, in the language asked for. @example "ghi sinh hiệu" */
  words!: string;
  /** How often. @example 3 */
  times!: number;
}

/** Why, as the person or their program said. */
export class PurposeResponse {
  /** HL7 v3 PurposeOfUse. @example TREAT */
  code!: string;
  /** @example "điều trị" */
  words!: string;
}

/** What one person did on one day. */
export class AccessEntryResponse {
  /** Day of the hospital's calendar. @example 2026-11-23 */
  date!: string;
  person!: ReportPersonResponse;
  /** Wards where the patient lay then. @example ["Khoa Nội"] */
  wards!: string[];
  /** @example ["KHOA-NOI-01"] */
  terminals!: string[];
  /** @example 2026-11-23T01:15:30.123Z */
  firstAt!: string;
  /** @example 2026-11-23T08:40:00.000Z */
  lastAt!: string;
  /** True for access under an emergency purpose, past what the person usually sees. @example false */
  emergency!: boolean;
  purposes!: PurposeResponse[];
  /** In the person's words; always empty for lists, whose reason may be about someone else. @example ["Hội chẩn"] */
  reasons!: string[];
  deeds!: DeedResponse[];
}

/** Days of the hospital's calendar, both included. */
export class DaysResponse {
  /** @example 2026-03-01 */
  from!: string;
  /** @example 2026-11-23 */
  to!: string;
}

/** Who looked at one patient's record, the latest day first. */
export class AccessReportResponse {
  /** @example "Bệnh viện Đa khoa Demo" */
  hospital!: string;
  patient!: ReportPatientResponse;
  /** First day of the period. @example 2025-11-23 */
  from!: string;
  /** Last day of the period. @example 2026-11-23 */
  to!: string;
  /** @example 2026-11-23T08:41:00.000Z */
  madeAt!: string;
  /** The days this page tells of; the whole period unless there is more than one page. */
  covers!: DaysResponse;
  /** The moment before which this page tells; null on the first. @example 2026-11-23T08:15:30.123Z */
  searchedFrom!: string | null;
  /**
   * The moment from which on it tells, the start of a day unless that day has more events than one page; null when it tells of
   * everything back to the start of the period. @example 2026-03-01T17:00:00.000Z
   */
  searchedTo!: string | null;
  /**
   * Months of the period that this answer does not tell of: they were archived, and their files are not at hand or not what was
   * archived. Oldest first; empty when nothing is missing. @example ["2025-01"]
   */
  notCovered!: string[];
  /** Who opened or changed the record. */
  opened!: AccessEntryResponse[];
  /** In whose lists and searches the patient stood among others, without the record being opened. */
  listed!: AccessEntryResponse[];
  /** Who asked for the record, or for something of it, and was not let in: nothing was shown to them. */
  refused!: AccessEntryResponse[];
  /** Address of the earlier days, or null when this is all. @example "/api/v1/patients/019a1b2c-0000-7000-8000-000000000002/access-report?from=2025-11-23&to=2026-11-23&limit=100&cursor=WyIyMDI2Il0" */
  next!: string | null;
}
