import { AccountRefResponse } from '../../../../kernel/person-ref.response.js';
import { PurposeResponse, ReportPatientResponse } from './access-report.response.js';

/** A sign-in, a sign-out, or an attempt that failed. */
export class DaySignInResponse {
  /** sign-in, sign-in-failed or sign-out. @example sign-in */
  kind!: string;
  /** @example 2026-11-23T00:01:02.345Z */
  at!: string;
  /** The role chosen; null for attempts that failed. @example nurse */
  role!: string | null;
  /** @example KHOA-NOI-01 */
  terminal!: string | null;
  /** @example 10.1.2.3 */
  address!: string | null;
}

/** A terminal and address from which things were done. */
export class DayPlaceResponse {
  /** @example KHOA-NOI-01 */
  terminal!: string | null;
  /** @example 10.1.2.3 */
  address!: string | null;
  /** @example 2026-11-23T00:01:02.345Z */
  firstAt!: string;
  /** @example 2026-11-23T08:15:30.123Z */
  lastAt!: string;
  /** Events from here. @example 140 */
  times!: number;
}

/** One kind of thing done, counted. */
export class ActResponse {
  /** Null for lists of several patients, and for what is about none. */
  patient!: ReportPatientResponse | null;
  /** Kind of event. @example create */
  kind!: string;
  /** Table, as the trail names it; the route for refusals. @example vital_signs */
  entity!: string;
  /** In plain words, in the language asked for. @example "ghi sinh hiệu" */
  words!: string;
  /** How often. @example 3 */
  times!: number;
  /** @example 2026-11-23T08:01:02.345Z */
  firstAt!: string;
  /** @example 2026-11-23T08:15:30.123Z */
  lastAt!: string;
  /** Most patients that one of the lists showed; null when none was a list. @example 12 */
  mostPatients!: number | null;
  purposes!: PurposeResponse[];
  /** In the person's words, 20 at most. @example ["Hội chẩn"] */
  reasons!: string[];
}

/** What was done in one hour, or about one patient. A group may go on on the next page. */
export class ActGroupResponse {
  /** The hour it began in, by the hospital's clock; null when grouped by patient. @example "08:00" */
  hour!: string | null;
  /** Null when grouped by hour, and for lists of several patients and what is about none. */
  patient!: ReportPatientResponse | null;
  deeds!: ActResponse[];
}

/** One person's day, as the trail has it. */
export class StaffDayResponse {
  person!: AccountRefResponse;
  /** Day of the hospital's calendar; of a shift that on which it began. @example 2026-11-23 */
  date!: string;
  /** The moment from which on it is told. @example 2026-11-22T17:00:00.000Z */
  from!: string;
  /** The moment before which it is told. @example 2026-11-23T17:00:00.000Z */
  to!: string;
  /**
   * Months of it that this answer does not tell of: they were archived, and their files are not at hand or not what was archived.
   * @example ["2025-01"]
   */
  notCovered!: string[];
  /** The first thing on the trail that day; null when there is none. @example 2026-11-23T00:01:02.345Z */
  firstAt!: string | null;
  /** The last one. @example 2026-11-23T08:15:30.123Z */
  lastAt!: string | null;
  /** Events of the whole day. @example 312 */
  events!: number;
  /** Patients whose data was opened or changed that day, not counting lists of several. @example 14 */
  patients!: number;
  /** In order, the first 200. */
  signIns!: DaySignInResponse[];
  /** In order of first use, the first 200. */
  places!: DayPlaceResponse[];
  /** In order of what was done first. */
  groups!: ActGroupResponse[];
  /** Address of the next page, or null at the end. @example "/api/v1/audit/people/019a1b2c-0000-7000-8000-000000000001/day?date=2026-11-23&by=hour&limit=20&cursor=WyIwMTlhIl0" */
  next!: string | null;
}
