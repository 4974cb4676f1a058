import { ActorRefResponse, PersonRefResponse } from '../../../kernel/person-ref.response.js';
import type { RetentionClass } from '../retention.rules.js';
import type { TriageLevel } from '../triage.rules.js';
import type { Isolation } from '../isolation.rules.js';
import { DischargeResponse } from './discharge.response.js';
import type { BedNotReturned } from '../encounters.words.js';
import type { EncounterState } from '../encounter-state.rules.js';
import type { EncounterClass } from './encounter.dto.js';

export class EncounterPatientResponse {
  /** @example 019a1b2c-0000-7000-8000-000000000002 */
  id!: string;
  /** @example 79016-00000001 */
  mrn!: string;
  /** @example "Nguyễn Thị Ánh" */
  fullName!: string;
  /** @example female */
  sex!: string;
  /** A date, a month or only a year. @example 1990-05-12 */
  birthDate!: string | null;
}

export class PlaceResponse {
  /** @example 019a1b2c-0000-7000-8000-000000000010 */
  id!: string;
  /** @example NOI */
  code!: string;
  /** @example "Khoa Nội tổng hợp" */
  name?: string;
}

/** Away from the ward, with the bed kept. */
export class LeaveResponse {
  /** @example 2026-11-24T01:00:00.000Z */
  since!: string;
  /** When the patient is expected back. @example 2026-11-24T11:00:00.000Z */
  until!: string | null;
  /** @example "Về lo việc gia đình" */
  reason!: string;
}

/** A leave that is over. */
export class LeaveOverResponse extends LeaveResponse {
  /** When the patient was back. @example 2026-11-24T10:40:00.000Z */
  returnedAt!: string;
}

/** That the record was closed (khóa hồ sơ bệnh án); more at GET /api/v1/encounters/{id}/closing. */
export class ClosedResponse {
  /** @example 2026-11-26T03:00:00.000Z */
  at!: string;
  /** SHA-256 over what the record held. @example 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08 */
  contentHash!: string;
  /** ordinary (10 years), accident (15) or long (20). @example ordinary */
  retentionClass!: RetentionClass;
  /** @example 2036-11-25 */
  retainUntil!: string;
}

/** Nothing of the record may be given away or destroyed while this lasts. */
export class LegalHoldResponse {
  /** @example 2026-11-27T03:00:00.000Z */
  since!: string;
  /** Null for roles that read no charts. @example "Cơ quan điều tra yêu cầu, công văn 12/CV" */
  reason!: string | null;
}

/** How urgent it is to see the patient (phân loại cấp cứu). */
export class TriageResponse {
  /** 1 (at once) to 5 (can wait). @example 2 */
  level!: TriageLevel;
  /** Null for roles that read no charts. @example "Đau ngực sau xương ức 30 phút, vã mồ hôi" */
  reason!: string | null;
  /** @example 2026-11-23T08:03:00.000Z */
  at!: string;
  by!: PersonRefResponse;
}

/** That a doctor saw who waited. */
export class SeenResponse {
  /** @example 2026-11-23T08:35:00.000Z */
  at!: string;
  by!: PersonRefResponse;
}

export class EncounterResponse {
  /** @example 019a1b2c-0000-7000-8000-000000000030 */
  id!: string;
  /** Visit number (số vào viện), gap-free within the year; null when it took place elsewhere. @example 26-000001 */
  visitNumber!: string | null;
  patient!: EncounterPatientResponse;
  /** @example 019a1b2c-0000-7000-8000-000000000002 */
  patientId!: string;
  /** @example inpatient */
  class!: EncounterClass;
  /** @example in-progress */
  status!: EncounterState;
  /** @example "Sốt cao, mệt nhiều" */
  reason!: string | null;
  /** @example 019a1b2c-0000-7000-8000-000000000010 */
  wardId!: string | null;
  ward!: PlaceResponse | null;
  /** @example 019a1b2c-0000-7000-8000-000000000020 */
  bedId!: string | null;
  bed!: PlaceResponse | null;
  /** @example 2026-11-23T08:00:00.000Z */
  startedAt!: string;
  /** @example 2026-11-24T03:00:00.000Z */
  endedAt!: string | null;
  /** The doctor in charge (bác sĩ điều trị); null while nobody is named. */
  attending!: PersonRefResponse | null;
  /** Null unless the patient is on leave. */
  leave!: LeaveResponse | null;
  /** Leaves that are over, in their order. */
  leaves!: LeaveOverResponse[];
  /** How others are kept from infection, or the patient is: none, or some of contact, droplet, airborne, protective. @example ["contact"] */
  isolation!: Isolation[];
  /** Null before triage. */
  triage!: TriageResponse | null;
  /** Null until a doctor called the patient in. */
  seen!: SeenResponse | null;
  /** When the patient is to come again (hẹn tái khám). @example 2026-11-30 */
  followUpOn!: string | null;
  discharge!: DischargeResponse | null;
  /** Null while the record is open. */
  closing!: ClosedResponse | null;
  /** Null unless the record is held for a court or an authority. */
  legalHold!: LegalHoldResponse | null;
  /** Why it was cancelled; null unless it was. @example "Chọn nhầm người bệnh" */
  cancelReason!: string | null;
  /** @example 1 */
  version!: number;
}

/** The bed from before, which is not given back. */
export class BedNotReturnedResponse {
  /** @example 019a1b2c-0000-7000-8000-000000000020 */
  id!: string;
  /** @example "04" */
  code!: string;
  /** occupied, or closed. @example occupied */
  because!: BedNotReturned;
  /** @example "Giường 04 đã có người bệnh khác nằm; hãy xếp giường khác." */
  text!: string;
}

/** A stay that goes on after its discharge was taken back. */
export class ReopenedResponse extends EncounterResponse {
  /** Null when the patient has the bed again, or had none. */
  bedNotReturned!: BedNotReturnedResponse | null;
}

export class EncounterPage {
  items!: EncounterResponse[];
  /** Address of the next page, or null at the end. @example /api/v1/patients?name=anh&cursor=WyJhbmgiXQ */
  next!: string | null;
}

export class StayResponse {
  /** @example 019a1b2c-0000-7000-8000-000000000040 */
  id!: string;
  ward!: PlaceResponse;
  bed!: PlaceResponse | null;
  /** @example 2026-11-23T08:00:00.000Z */
  startedAt!: string;
  /** @example 2026-11-24T03:00:00.000Z */
  endedAt!: string | null;
}

export class EncounterChangeResponse {
  /** The version this change made. @example 2 */
  version!: number;
  /** @example 2026-11-24T03:00:00.000Z */
  at!: string;
  by!: ActorRefResponse;
  /** @example ["wardId"] */
  fields!: string[];
}

export class EncounterHistoryResponse {
  /** @example 019a1b2c-0000-7000-8000-000000000030 */
  id!: string;
  /** @example 019a1b2c-0000-7000-8000-000000000002 */
  patientId!: string;
  /** Where the patient was, the first place first. */
  stays!: StayResponse[];
  /** Who changed the encounter after it was made, at most the first 20 changes. */
  changes!: EncounterChangeResponse[];
}
